"""Findings about ``units.yml``, and about the unit that a report names."""

from __future__ import annotations

from gongkai.problems import Severity
from gongkai.rules import Example, Rule

UNITS = (
    Rule(
        "units-missing",
        Severity.ERROR,
        finds="没有单位名册",
        reason="单位都登记在名册里，没有它，哪个单位也认不出来。",
        source="约定：单位登记在 reports/units.yml，见手册第三节",
        wrong="reports 里没有 units.yml",
        right="reports/units.yml 里有每个单位的编号和名称",
        example=Example.FILES,
    ),
    Rule(
        "units-empty",
        Severity.ERROR,
        finds="单位名册里没有单位",
        reason="单位都登记在名册里，名册是空的，哪个单位也认不出来。",
        source="约定：单位登记在 reports/units.yml，见手册第三节",
        wrong="# 以后再填\n",
        right="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n",
        example=Example.UNITS,
    ),
    Rule(
        "unit-unknown",
        Severity.ERROR,
        finds="名册里没有这个单位",
        reason="同一个单位写成两个名称，就分成两页，读者只看到一半的报告。",
        source="约定：报告里的单位要在名册里，见手册第三节",
        wrong="单位: 云渡县司法厅",
        right="单位: 云渡县司法局",
        example=Example.FRONT_MATTER,
    ),
    Rule(
        "unit-duplicate",
        Severity.ERROR,
        finds="编号给了两个单位",
        reason="编号是单位页面的网址，一个网址只能是一个单位的。",
        source="约定：编号是单位页面的网址，见手册第三节",
        wrong="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n- 编号: yundu-sifaju\n"
        "  名称: 云渡县信访局\n",
        right="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n- 编号: yundu-xinfangju\n"
        "  名称: 云渡县信访局\n",
        example=Example.UNITS,
    ),
    Rule(
        "unit-name-shared",
        Severity.ERROR,
        finds="一个名称属于两个单位",
        reason="报告里写了这个名称，不知道算哪个单位的。",
        source="常识：同一时间，一个名称只指一个单位",
        wrong="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  简称: [县局]\n"
        "- 编号: yundu-xinfangju\n  名称: 云渡县信访局\n  简称: [县局]\n",
        right="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  简称: [县司法局]\n"
        "- 编号: yundu-xinfangju\n  名称: 云渡县信访局\n  简称: [县信访局]\n",
        example=Example.UNITS,
    ),
    Rule(
        "unit-former-overlap",
        Severity.ERROR,
        finds="曾用名的时间重叠",
        reason="同一时间只有一个名称，重叠了，就不知道当年的报告署哪个名称。",
        source="约定：每个曾用名写清起始和终止，见手册第三节",
        wrong="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  曾用名:\n"
        "    - {名称: 云渡县司法科, 终止: 2010}\n"
        "    - {名称: 云渡县司法处, 起始: 2009, 终止: 2015}\n",
        right="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  曾用名:\n"
        "    - {名称: 云渡县司法科, 终止: 2010}\n"
        "    - {名称: 云渡县司法处, 起始: 2010, 终止: 2015}\n",
        example=Example.UNITS,
    ),
    Rule(
        "unit-period",
        Severity.ERROR,
        finds="终止早于起始",
        reason="时间反了，就算不出这个单位应当公开哪些年度。",
        source="常识：先起始，后终止",
        wrong="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  起始: 2022\n  终止: 2021\n",
        right="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n  起始: 2021\n  终止: 2022\n",
        example=Example.UNITS,
    ),
    Rule(
        "unit-reserved",
        Severity.ERROR,
        finds="编号留给了总目录",
        reason="这个网址是单位总目录的，单位的页面会把它盖掉。",
        source="约定：编号是单位页面的网址，见手册第三节",
        wrong="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n- 编号: index\n  名称: 云渡县信访局\n",
        right="- 编号: yundu-sifaju\n  名称: 云渡县司法局\n- 编号: yundu-xinfangju\n"
        "  名称: 云渡县信访局\n",
        example=Example.UNITS,
    ),
)
