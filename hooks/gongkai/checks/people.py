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
_TO_THE_DOOR = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:[0-9]{0,5}号?[^，,。；;\n]{0,10}?[0-9]{1,4}(?:栋|幢|号楼|座)[^，,。；;\n]{0,6}?"
    r"(?:[0-9]{1,2}单元|[0-9]{3,4}室)|(?:路|街|巷|弄|里|道)[0-9]{1,5}号[^，,。；;\n]{0,12}?[0-9]{3,4}室)"
)
"""An address down to the door, whosever it is."""
_LONGEST_ADDRESS = 50
_BEFORE_HOME = 2
"""Characters of a word for a home before its 住."""
_OFFICE = re.compile(
    r"办公|地址|地点|窗口|大厅|接待|受理|中心|位于|邮寄|邮编|局|委|政府|单位|会议室|法院"
)
_OFFICE_NEAR = 24
"""Characters in which such a word makes a door an office's."""

_ROLE = re.compile(
    "信访人|上访人|来访人|来信人|投诉人|举报人|反映人|申请人|当事人|申诉人|控告人|受害人|被害人"
    "|死者|伤者|患者|村民|居民|业主|职工"
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗俞袁柳鲍史"
    "唐费薛雷贺倪汤滕殷罗毕郝邬傅康伍余顾孟黄穆萧尹姚邵汪祁毛狄臧戴宋庞熊纪舒屈祝董梁杜阮席贾江童郭梅林刁钟徐邱"
    "骆高夏蔡田胡凌霍虞柯卢莫房宗丁邓郁洪崔吉龚程邢裴陆荣翁储靳段焦谷侯宁仇甘武刘詹龙叶黎薄蒲邰鄂索卓蔺屠乔胥"
    "翟谭姬冉雍桑桂牛寿扈冀庄晏柴瞿阎艾易廖庾耿匡寇欧"
)
"""Source: the commonest family names in the registers; those that begin many words are left out."""
_NO_NAME = re.compile(
    r"程[序度]|高[度效龄]|许[可多]|周[围边]|严[重格]|房[屋产]|贺[信卡]|余[名人户额]|江[河湖]|费[用]|何[时种处]"
    r"|马上|田[地间]|康复|易[于受]|武[装力]|毛[病利]|段[时]|宁愿|石[材]|华[侨人]|荣[获誉]|史[料]|林[地权木]|牛[羊]"
    r"|柴[油]|童[年]|桑[蚕]|洪[水涝]|雷[击电]|汤|章[程节]|柏油|纪[律检委]|舒[适心]|谷[物]|储[蓄户]|索[赔要取]"
)
_SAYS = (
    r"反映|反应|投诉|举报|来信|来访|来电|上访|信访|诉[称求]|诉至|称|要求|请求|申请|不服|因|与|[、，,]\s*(?:男|女|系|住|身份证|反映|投诉|[0-9]{2}岁)|[（(](?:男|女|住|身份证|电话|[0-9])|等\d|等[一二三四五六七八九十]"
    r"|先生|女士|的(?:信访|诉求|投诉|举报|申请|问题|请求|案)|一家|家属|家中|起诉|死亡|受伤|患"
)
_NAME = re.compile(rf"(?:是|为|系|：|:)?\s?([\u4e00-\u9fff]{{2,3}})(?={_SAYS})")


def homes(text: str) -> Iterator[re.Match[str]]:
    """Addresses of homes: named as one, or down to a door that is no office's."""
    end = 0
    for at in _places(text, "住", "户籍"):
        match = _HOME.search(text, max(end, at - _BEFORE_HOME), at + _LONGEST_ADDRESS)
        if match:
            yield match
            end = match.end()
    end = 0
    for at in _places(text, "单元", "室"):
        is_numbered = text[at - 1 : at].isdecimal()
        start = max(end, at - _LONGEST_ADDRESS)
        match = _TO_THE_DOOR.search(text, start, at + 2) if is_numbered else None
        if match:
            end = match.end()
            near = text[max(0, match.start() - _OFFICE_NEAR) : end + 2]
            if not _OFFICE.search(near) and not _HOME.search(near):
                yield match


def petitioners(text: str) -> Iterator[tuple[int, str]]:
    """(offset, name) of people named as parties of a case: 信访人张三反映…."""
    for role in _ROLE.finditer(text):
        match = _NAME.match(text, role.end())
        if match and match[1][0] in _SURNAMES and "某" not in match[1]:
            name = match[1]
            if not _NO_NAME.match(name):
                yield match.start(1), name


def _places(text: str, *signs: str) -> list[int]:
    """Offsets of each of the signs, in their order; much faster than a pattern of them."""
    found = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    return sorted(found)
