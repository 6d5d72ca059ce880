"""What points to a person without being a number: plates, homes, and names of petitioners.

Only forms are known here, and each may be wrong: ``privacy`` makes warnings of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?!GDP)[A-HJ-NP-Z][ ·•・]?"
    r"(?=[A-HJ-NP-Z0-9]*[0-9])[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Za-z0-9])"
)
"""GA 36-2018: province, office, five characters, or six of a car without an engine."""

_HOME = re.compile(
    r"(?:家庭(?:住址|地址)|现?住址|现住地?|居住(?:地址|地|于|在)|户籍(?:所在地|地址|地)|家住|住在|住于|住所)"
    r"[:：为是在\s]{0,3}(?![某×*＊])[^，,。；;：:\n]{2,30}?\d{1,5}(?:号(?!线)|栋|幢|室|单元|组|户)"
)
"""A word for a home, and then an address with a number."""
_DOOR = re.compile(
    r"[\u4e00-\u9fff]{2,14}\d{0,5}号?[^，,。；;\n]{0,10}?\d{1,4}(?:栋|幢|号楼|座)[^，,。；;\n]{0,6}?"
    r"(?:\d{1,2}单元[^，,。；;\n]{0,4}?\d{2,4}[室号]?|\d{3,4}室)"
    r"|[\u4e00-\u9fff]{2,14}(?:路|街|巷|弄|里|道)\d{1,5}号[^，,。；;\n]{0,12}?\d{3,4}室"
)
"""An address down to the door, whosever it is."""
_OFFICE = re.compile(
    r"办公|地址|地点|窗口|大厅|接待|受理|中心|位于|邮寄|邮编|局|委|政府|单位|会议室|法院"
)
_OFFICE_NEAR = 24
"""Characters in which such a word makes a door an office's."""

_ROLES = (
    *(
        "信访人",
        "上访人",
        "来访人",
        "来信人",
        "投诉人",
        "举报人",
        "反映人",
        "申请人",
        "被申请人",
        "当事人",
    ),
    *(
        "申诉人",
        "控告人",
        "受害人",
        "被害人",
        "死者",
        "伤者",
        "患者",
        "村民",
        "居民",
        "业主",
        "职工",
    ),
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗花俞"
    "袁柳鲍史唐费薛雷贺倪汤滕殷罗毕郝邬安常于傅康伍余顾孟黄穆萧尹姚邵汪祁毛狄臧戴宋庞熊纪舒屈项祝董梁杜阮"
    "席麻强贾江童郭梅林刁钟徐邱骆高夏蔡田胡凌霍虞万柯管卢莫房解应宗丁宣邓郁单杭洪包左石崔吉龚程邢裴陆荣翁"
    "甄曲储靳段富焦谷车侯秋仲宫宁仇甘祖武符刘景詹龙叶司黎薄印白蒲邰从鄂索卓蔺屠蒙池乔阴胥苍闻党翟谭劳姬申"
    "扶堵冉宰郦雍桑桂牛寿通边扈燕冀温庄晏柴瞿阎习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧"
)
_NO_NAME = re.compile(
    r"程[序度]|方[式面便向]|高[度效]|许可|周[围边]|安[全置心]|任[何意]|房[屋产]|管理|满意|解[决除释]|应[当该]"
    r"|单[位独]|包[括案]|车[辆主]|居住|向[其本有我该市县区政法]|通[过知]|常[住年]|富余|文[件书]|终[止结]|严[重格]|强[烈制]"
    r"|万元|金额|申[请诉报]|从[事业]|边[界民]|国家|党员|劳动|祖[国孙]|左右|田[地间]|马上|广[大泛]|习惯|步行"
    r"|容易|古稀|都[是有]|闻[讯知]|项目|平均|康复|宁愿|费用|贺[信卡]|符合|余[名人户额]|江[河湖]|秋[收季]|花[费园]"
)
_SAYS = (
    r"反映|反应|投诉|举报|来信|来访|来电|上访|信访|诉[称求]|诉至|称|要求|请求|申请|不服|因|与|、|，|,|（|\(|等\d|等[一二三四五六七八九十]"
    r"|先生|女士|的(?:信访|诉求|投诉|举报|申请|问题|请求|案)|一家|家属|家中|起诉|死亡|受伤|患"
)
_NAME = re.compile(rf"(?:是|为|系|：|:)?\s?([\u4e00-\u9fff]{{2,3}})(?={_SAYS})")


def homes(text: str) -> Iterator[re.Match[str]]:
    """Addresses of homes: named as one, or down to a door that is no office's."""
    if any(sign in text for sign in ("住", "户籍")):
        yield from _HOME.finditer(text)
    if any(sign in text for sign in ("单元", "室")):
        for match in _DOOR.finditer(text):
            near = text[max(0, match.start() - _OFFICE_NEAR) : match.end() + 2]
            if not _OFFICE.search(near) and not _HOME.search(near):
                yield match


def petitioners(text: str) -> Iterator[tuple[int, str]]:
    """(offset, name) of people named as parties of a case: 信访人张三反映…."""
    for role in _ROLES:
        at = text.find(role)
        while at >= 0:
            after = at + len(role)
            match = _NAME.match(text, after)
            if match and match[1][0] in _SURNAMES and "某" not in match[1]:
                name = match[1]
                if not _NO_NAME.match(name):
                    yield match.start(1), name
            at = text.find(role, after)
