"""What points to a person without being a number: plates, homes, and names of petitioners.

Only forms are known here, and each may be wrong: ``privacy`` makes warnings of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTER = "[A-HJ-NP-Za-hj-np-zＡ-ＨＪ-ＮＰ-Ｚ]"
"""All but I and O, which are too like figures."""
PLATE = re.compile(
    rf"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?!GDP)"
    rf"(?: (?=.(?:[ ·•・.\-－—]|..?[0-9]{{3}})))?{_LETTER}[ ·•・.．\-－—*]{{0,2}}"
    rf"(?=[A-Za-z]*[0-9])(?:(?:{_LETTER}|[0-9]){{4,5}}(?:{_LETTER}|[0-9挂学警港澳])"
    rf"|[0-9](?: [0-9]){{4}})(?![A-Za-z0-9])"
)
"""GA 36-2018: province, office, five characters, or six of a car without an engine.

Behind a space after the province most of it must be figures: 云 and 新 are also words.
"""

_FIGURE = "[0-9〇零一二三四五六七八九十百]"
_HOME = re.compile(
    r"(?:家庭(?:住址|地址)|现?住址|现住(?!房)地?|居住(?:地址|地|于|在)|户籍(?:所在地|地址|地)|家住|住在|住于|住所"
    r"|[暂租]住(?!证|人|登记|信息)|(?<=[，,、；;：:（(。人某])住(?![房宅院宿户进满建所持在于址校读店]))"
    rf"[:：为是在\s]{{0,3}}(?![某×*＊])[^，,。；;：:〔《\n]{{2,30}}?(?<![同每第任某])(?:{_FIGURE}{{1,5}}"
    rf"(?:号(?![线文前起令])|栋(?![危老])|幢|室|单元|组)|{_FIGURE}{{1,3}}(?:-{_FIGURE}{{1,4}}){{2}})"
)
"""A word for a home, and then an address with a number; a number of 户 counts families."""
_TO_THE_DOOR = re.compile(
    rf"[\u4e00-\u9fff]{{2,14}}(?:[0-9]{{0,5}}号?[^，,。；;\n]{{0,10}}?{_FIGURE}{{1,4}}(?:栋|幢|号楼|座)"
    rf"[^，,。；;\n]{{0,6}}?(?:{_FIGURE}{{1,3}}单元|{_FIGURE}{{3,4}}室)"
    r"|(?:路|街|巷|弄|里|道)[0-9]{1,5}号[^，,。；;\n]{0,12}?[0-9]{3,4}室)"
)
"""An address down to the door, whosever it is."""
_ESTATE = re.compile("小区|家园|花园|公寓|新村|家属院|佳苑|名苑|雅苑")
"""Where people live; an office in one is named as an office, not only by its 地址."""
_ADDRESS = re.compile("地址|位于|邮寄|邮编")
_NUMERALS = frozenset("0123456789〇零一二三四五六七八九十")
_LONGEST_ADDRESS = 50
_BEFORE_HOME = 2
"""Characters of a word for a home before its 住."""
_OFFICE = re.compile(r"办公|地点|窗口|大厅|接待|受理|中心|局|委|政府|单位|会议室|法院")
_OFFICE_NEAR = 24
"""Characters in which such a word makes a door an office's."""

_ROLE = re.compile(
    "信访人|上访人|来访人|来信人|来电人|投诉人|举报人|反映人|申请人|当事人|申诉人|控告人|上诉人|受害人"
    "|被害人|嫌疑人|行为人|第三人|受援人|求助人|被执行人|被处罚人|原告|死者|伤者|患者|户主|上访户|低保户"
    "|贫困户|残疾人|群众|市民|村民|居民|业主|职工|员工"
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗俞袁柳鲍史"
    "唐费薛雷贺倪汤滕殷罗毕郝邬傅康伍余顾孟黄穆萧尹姚邵汪祁毛狄臧戴宋庞熊纪舒屈祝董梁杜阮席贾江童郭梅林刁钟徐邱"
    "骆高夏蔡田胡凌霍虞柯卢莫房宗丁邓郁洪崔吉龚程邢裴陆荣翁储靳段焦谷侯宁仇甘武刘詹龙叶黎薄蒲邰鄂索卓蔺屠乔胥"
    "翟谭姬冉雍桑桂牛寿扈冀庄晏柴瞿阎艾易廖庾耿匡寇欧"
)
"""Source: the commonest family names in the registers; those that begin many words are left out."""
_TWO_CHARACTERS = "欧阳|司马|上官|诸葛|皇甫|尉迟|慕容|令狐|司徒|夏侯|公孙|端木"
_NO_NAME = re.compile(
    r"程[序度]|高[度效龄血烧压频]|许[可多]|周[围边末期]|严[重格肃厉禁]|房[屋产管]|贺[信卡]|余[名人户额热款下]|江[河湖]|费[用]"
    r"|何[时种处人]|马[上路]|田[地间]|康[复居]|易[于受]|武[装力]|毛[病利]|段[时]|宁愿|石[材]|华[侨人]|荣[获誉]|史[料]"
    r"|林[地权木区场]|牛[羊]|柴[油]|童[年]|桑[蚕]|洪[水涝]|雷[击电]|汤|章[程节]|柏油|纪[律检委]|舒[适心]|谷[物]"
    r"|储[蓄户]|索[赔要取]|陈[述情]|范围|陆续|夏[季天]|杜绝|顾[客虑]|钱款|殷切|罗列|毕业|庞大|凌晨|胡乱|焦[虑点]"
    r"|屠宰|庄稼|谢绝|秦岭|黄[土牌牛昏]|黎明|张贴|苗[木圃]|.家[村庄屯湾寨沟]|.[女先](?:士|生)|.(?:师傅|大爷|大妈|阿姨|老师|大娘)"
)
_SAYS = (
    r"反映|反应|投诉|举报|来信|来访|来电|上访|信访|诉[称求]|诉至|称|要求|请求|申请|不服|因|与"
    r"|[、，,]\s*(?:男|女|系|住|家住|现住|今年|电话|联系|身份证|反映|投诉|[0-9]{2}岁)"
    r"|[（(](?:男|女|住|身份证|电话|[0-9])|等\d|等[一二三四五六七八九十]"
    r"|先生|女士|的(?:信访|诉求|投诉|举报|申请|问题|请求|案)|一家|家属|家中|起诉|死亡|受伤|患"
    r"|多次|驾驶|提出|认为|夫妇|被[处罚依责]|[于在][0-9今去本]|对[其该此处]|[向到][县市区乡镇省法]|先后|诉[县市区乡镇云]"
    r"|、[\u4e00-\u9fff]{2,3}(?:反映|投诉|举报|来信|来访|等)"
)
_NAME = re.compile(
    rf"(?:姓名)?(?:是|为|系|叫|：|:)?[ \t*_“（(]{{0,3}}((?:{_TWO_CHARACTERS})[\u4e00-\u9fff]{{1,2}}"
    rf"|[\u4e00-\u9fff][ \u3000]?[\u4e00-\u9fff]{{1,2}})[*_”）)]{{0,3}}(?={_SAYS})"
    r"|(?:姓名)?[：:][ \t*_]{0,3}([\u4e00-\u9fff]{2,3})(?=[*_ \t]{0,3}(?:[。，,；;\n（(]|\Z))"
)
"""A name and what people do, or a name alone behind a colon."""
_DESCRIBED = re.compile(
    r"[：: ]{0,2}([\u4e00-\u9fff]{2,4})[（(，,、]\s*[男女][，,、]\s*"
    r"(?:[0-9]|[\u4e00-\u9fff]{1,3}族|住|生于|身份证|公民)"
)
"""Whoever has a sex and an age or a people is a person, whatever the family name."""
_NO_NAMES = frozenset({"性别", "年龄", "人数", "总数", "情况", "信息"})


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
        is_numbered = text[at - 1 : at] in _NUMERALS
        start = max(end, at - _LONGEST_ADDRESS)
        match = _TO_THE_DOOR.search(text, start, at + 2) if is_numbered else None
        if match:
            end = match.end()
            near = text[max(0, match.start() - _OFFICE_NEAR) : end + 2]
            is_office = _OFFICE.search(near) or (
                _ADDRESS.search(near) and not _ESTATE.search(match[0])
            )
            if not is_office and not _HOME.search(near):
                yield match


def petitioners(text: str) -> Iterator[tuple[int, str]]:
    """(offset, name) of people named as parties of a case: 信访人张三反映…."""
    for role in _ROLE.finditer(text):
        if match := _NAME.match(text, role.end()):
            at, name = match.start(match.lastindex or 1), match[match.lastindex or 1]
            if name[0] in _SURNAMES or name.startswith(tuple(_TWO_CHARACTERS.split("|"))):
                if "某" not in name and not _NO_NAME.match(name):
                    yield at, name
                continue
        described = _DESCRIBED.match(text, role.end())
        if described and "某" not in described[1] and described[1] not in _NO_NAMES:
            yield described.start(1), described[1]


def _places(text: str, *signs: str) -> list[int]:
    """Offsets of each of the signs, in their order; much faster than a pattern of them."""
    found = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    return sorted(found)
