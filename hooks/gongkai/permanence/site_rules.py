"""Rules over a built or downloaded site: it is what its manifest says, file by file."""

from __future__ import annotations

from gongkai.problems import Severity
from gongkai.rules import Example, Rule

_MANIFEST = "约定：网站的清单 manifest.json，见手册第八节"
_REPLACE = "DA/T 80-2019《政府网站网页归档指南》：归档的网页要能证明没有改动"

NO_MANIFEST = Rule(
    "site-manifest",
    Severity.ERROR,
    finds="网站的清单没有或者不对",
    reason="清单记着每个文件的校验值，没有它，网站改没改过就无从核对。",
    source=_MANIFEST,
    wrong="网站的文件夹里没有 manifest.json",
    right="manifest.json 是构建时写的那一份",
    example=Example.FILES,
)
CHANGED = Rule(
    "site-changed",
    Severity.ERROR,
    finds="网站的文件和清单不一样",
    reason="建好以后有人改过，或者传的时候坏了：读者看到的不是当初公开的。",
    source=_REPLACE,
    wrong="index.html 传到服务器以后多了一行脚本",
    right="index.html 和构建时一个字节也不差",
    example=Example.FILES,
)
MISSING = Rule(
    "site-missing",
    Severity.ERROR,
    finds="网站少了文件",
    reason="没有传完，或者被删去了：读者打不开。",
    source=_REPLACE,
    wrong="清单里有 index.html，网站里没有",
    right="清单里的文件网站里都有",
    example=Example.FILES,
)
EXTRA = Rule(
    "site-extra",
    Severity.ERROR,
    finds="网站多了文件",
    reason="不是构建出来的文件，可能是别人放的，也可能是撤回以前留下的。",
    source=_REPLACE,
    wrong="网站里有 reports/2023/old.html，清单里没有",
    right="网站里的文件清单里都有",
    example=Example.FILES,
)
UNANSWERED = Rule(
    "site-unanswered",
    Severity.ERROR,
    finds="网站的文件取不来",
    reason="没有取来的文件不知道改没改过，不能当作对得上。",
    source=_MANIFEST,
    wrong="index.html 服务器答 500",
    right="每个文件都取得来",
    example=Example.FILES,
)
LEDGER_APART = Rule(
    "site-ledger",
    Severity.ERROR,
    finds="台账和网站的清单接不上",
    reason="清单记着建站时台账的最后一行。台账里没有这一行，就是从后面截短了，或者换过：公开过什么就说不清了。",
    source="约定：台账 reports/ledger.jsonl，见手册第七节",
    wrong="清单说台账有 1 条，ledger.jsonl 是空的",
    right="清单记下的那一行还在 ledger.jsonl 里",
    example=Example.FILES,
)
LEFT = Rule(
    "site-withdrawn",
    Severity.ERROR,
    finds="撤回了的文件网上还打得开",
    reason="新建的网站里没有它了，覆盖着上传却删不掉服务器上旧的：撤回的正文和附件谁都还下载得到。",
    source="约定：撤回的正文和附件到处都不再出现，见手册第七节",
    wrong="报告撤回了，服务器上还有 reports/2023/yundu-sifaju.txt",
    right="服务器上只有新建的网站里有的文件",
    example=Example.FILES,
)
SIGNATURE = Rule(
    "site-signature",
    Severity.ERROR,
    finds="清单的签名不对",
    reason="清单和文件可以一起改，签名改不了：签名对，才知道是谁公布的。",
    source="OpenSSH：ssh-keygen -Y sign，SSHSIG 格式",
    wrong="manifest.json 旁边没有 manifest.json.sig",
    right="manifest.json.sig 是名单里的人对这一份清单签的",
    example=Example.FILES,
)
STALE = Rule(
    "site-stale",
    Severity.ERROR,
    finds="网站不是照现在的报告建的",
    reason="移交的网页和原文要是同一份；撤回以前建的网站里还有撤回了的正文。",
    source=_REPLACE,
    wrong="构建以后改了报告，没有再构建就移交",
    right="改好报告，构建，再移交",
    example=Example.FILES,
)
BEHIND = Rule(
    "site-behind",
    Severity.ERROR,
    finds="网站是旧的",
    reason="台账里更正、撤回了的，读者看到的还是从前的样子；拿一个签过名的旧网站换上，也只有这样查得出来。",
    source="约定：台账、网站、签名是同一次的，见手册第七节",
    wrong="撤回记入了台账，网上还是以前构建的",
    right="记入台账以后，重新构建、签名、上传",
    example=Example.FILES,
)
RULES = (
    CHANGED,
    MISSING,
    EXTRA,
    NO_MANIFEST,
    LEDGER_APART,
    SIGNATURE,
    UNANSWERED,
    LEFT,
    STALE,
    BEHIND,
)
