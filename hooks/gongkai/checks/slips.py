"""Wrong forms that are seen in official texts, each with the right one.

Source: circulars on inspections of government websites name 人民 written 入民, 烈士 written 烈土,
人民代表大会 written 人民代表大人 and 党的十九大 without 的; the others are what an input method
offers first. A site adds its own in ``mkdocs.yml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slip:
    """One wrong form."""

    sign: str
    """Characters that are in every text that has it."""
    right: str
    form: str = ""
    """Regular expression of the wrong form where the sign alone may also be right."""

    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.form or re.escape(self.sign))


_NOUGHT = "(?<=[一二三四五六七八九〇○Oo0])[○Oo0](?=[一二三四五六七八九〇○Oo0]{1,2}[年月日])"

KNOWN = (
    # seen in circulars
    Slip(
        "入民",
        "人民",
        "(?<=[中全]国)入民|(?<![深加走纳列融投进流介植计转引汇涌写输卷步落迁迈])入民"
        "(?=政府|群众|法院|检察院|代表大会|日报|币|警察|调解|团体)",
    ),
    Slip("人民代表大人", "人民代表大会"),
    Slip("烈土", "烈士"),
    Slip("党十七大", "党的十七大", "(?<![产全])党十七大"),
    Slip("党十八大", "党的十八大", "(?<![产全])党十八大"),
    Slip("党十九大", "党的十九大", "(?<![产全])党十九大"),
    Slip("党二十大", "党的二十大", "(?<![产全])党二十大"),
    Slip("党十八届", "党的十八届", "(?<![产全])党十八届"),
    Slip("党十九届", "党的十九届", "(?<![产全])党十九届"),
    Slip("党二十届", "党的二十届", "(?<![产全])党二十届"),
    Slip("人名政府", "人民政府"),
    Slip("检查院", "检察院", "检查院(?![落校内坝子])"),
    Slip("总书纪", "总书记"),
    Slip("法制政府", "法治政府"),
    # a sign for the character 〇 in a date
    Slip("○", "〇", _NOUGHT),
    Slip("二0", "〇", _NOUGHT),
    Slip("二O", "〇", _NOUGHT),
    # one character for another that looks or sounds like it
    Slip("己经", "已经", "(?<![自知利异舍克])己经"),
    Slip("己完成", "已完成", "(?<![自知利异舍克律])己完成"),
    Slip("末来", "未来", "(?<![年月周期季岁世])末来"),
    Slip("法冶", "法治"),
    Slip("政冶", "政治"),
    Slip("冶理", "治理", "冶理(?!化)"),
    Slip("社会主意", "社会主义"),
    Slip("行政复仪", "行政复议"),
    Slip("依法行证", "依法行政"),
    Slip("条列", "条例", "(?<![逐分])条列(?![出举明入])"),
    Slip("贯切落实", "贯彻落实"),
    Slip("贯澈落实", "贯彻落实"),
    Slip("布署", "部署", "(?<![公发颁宣])布署(?!名)"),
    Slip("截止", "截至", "截止(?=目前|今[日年]|[0-9]{1,4}[年月日]|[上去本当]年|年底)"),
    Slip("再接再励", "再接再厉"),
    Slip("再接再历", "再接再厉"),
    Slip("一如继往", "一如既往"),
    Slip("按步就班", "按部就班"),
    Slip("迫不急待", "迫不及待"),
    Slip("走头无路", "走投无路"),
    Slip("不径而走", "不胫而走"),
    Slip("一愁莫展", "一筹莫展"),
    Slip("萎糜不振", "萎靡不振"),
    Slip("出奇不意", "出其不意"),
    Slip("声名雀起", "声名鹊起"),
    Slip("鼎立相助", "鼎力相助"),
    Slip("甘败下风", "甘拜下风"),
    Slip("名列前矛", "名列前茅"),
    Slip("因地治宜", "因地制宜"),
    Slip("相辅相承", "相辅相成"),
    Slip("直接了当", "直截了当"),
    Slip("针贬", "针砭"),
    Slip("通迅", "通讯"),
    Slip("松驰", "松弛"),
    Slip("弘杨", "弘扬"),
    Slip("供献", "贡献"),
    Slip("拚搏", "拼搏"),
    Slip("竟争", "竞争"),
    Slip("竟赛", "竞赛"),
    Slip("幅射", "辐射"),
    Slip("寒喧", "寒暄"),
    Slip("复盖", "覆盖"),
    Slip("帐户", "账户"),
    Slip("帐号", "账号"),
    Slip("的的", "的", "(?<![目标])的的(?![士确])"),
    *(Slip(sign * 2, sign) for sign in "。，、；："),
    *(Slip(signs, "。") for signs in ("，。", "、。", "；。")),
    Slip("、，", "，"),
    Slip("，、", "，"),
)
