"""A manifest is signed with an SSH key, and its signature looked at: both by OpenSSH itself.

``ssh-keygen -Y`` is on every system that has git; a key, and a list of those who may sign
(``allowed_signers``), are what an office uses for its commits already. No cryptography lives here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from gongkai.permanence import site_rules
from gongkai.permanence.manifest import FILE, SIGNATURE
from gongkai.problems import Problem, shortened

NAMESPACE = "gongkai"
"""A signature for this is none for anything else."""
MOST_BYTES = 64 * 1024
"""Of a signature: an SSH one has a few hundred to a few thousand."""
_SECONDS = 300
"""A person may have to type a passphrase, or touch a key."""
_LINE = '名字 namespaces="gongkai" ssh-ed25519 AAAA…（公钥）'
_AGAIN = "重新签：gongkai verify --sign 私钥"


@dataclass(frozen=True, slots=True)
class _Run:
    code: int
    output: bytes
    said: str
    """The last line on standard error; ssh-keygen speaks English everywhere."""


def sign(manifest: Path, key: Path) -> tuple[bytes, list[Problem]]:
    """The signature of a manifest by a key's owner, or why there is none. Nothing is written."""
    run = _ssh_keygen(["-Y", "sign", "-f", str(key), "-n", NAMESPACE], manifest.read_bytes())
    if isinstance(run, str):
        return b"", [_problem(manifest, run, "安装 OpenSSH（ssh-keygen）后再签")]
    if run.code == 0 and run.output:
        return run.output, []
    if "passphrase" in run.said:
        message = f"私钥 {key.name} 有口令，没有给对"
        return b"", [_problem(manifest, message, f"先运行 ssh-add {key}，或者在终端里输入口令")]
    if "UNPROTECTED" in run.said or "bad permissions" in run.said:
        message = f"私钥 {key.name} 别人也读得到，ssh-keygen 不用它"
        return b"", [_problem(manifest, message, f"chmod 600 {key}")]
    message = f"没有签成：{shortened(run.said, 200) or 'ssh-keygen 没有说原因'}"
    return b"", [_problem(manifest, message, "核对 --sign 给出的是不是 SSH 私钥")]


def verify_signature(
    manifest: bytes, signature: bytes | None, signers: Path, place: Path
) -> tuple[str, list[Problem]]:
    """Who signed a manifest, or what is wrong; ``place`` is where it lies."""
    path = place.with_name(SIGNATURE)
    if not signature:
        return "", [_problem(path, f"{FILE} 没有签名", _AGAIN)]
    if len(signature) > MOST_BYTES:
        return "", [_problem(path, "这不是签名：太大了", _AGAIN)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / SIGNATURE
        file.write_bytes(signature)
        given = ["-s", str(file), "-f", str(signers)]
        found = _ssh_keygen(["-Y", "find-principals", *given], b"")
        if isinstance(found, str):
            return "", [_problem(path, found, "安装 OpenSSH（ssh-keygen）后再核对")]
        names = found.output.decode("utf-8", "replace").split("\n")
        signer = names[0].strip()
        whom = ["-I", signer, "-n", NAMESPACE] if signer else ["-n", NAMESPACE]
        how = "verify" if signer else "check-novalidate"
        checked = _ssh_keygen(["-Y", how, *whom, *given], manifest)
    if isinstance(checked, str):
        return "", [_problem(path, checked, "安装 OpenSSH（ssh-keygen）后再核对")]
    if checked.code:
        said = f"签名不对：{shortened(checked.said, 120)}" if checked.said else "签名不对"
        hint = f"{FILE} 签过以后改了，或者签的不是它；核对无误再{_AGAIN}"
        return "", [_problem(path, said, hint)]
    if not signer:
        message = f"签名的人不在 {signers.name} 里"
        return "", [_problem(path, message, f"弄清是谁签的；应该认的，在名单里加一行：{_LINE}")]
    return signer, []


def _ssh_keygen(arguments: list[str], given: bytes) -> _Run | str:
    """What came of it; a text says why it could not even start."""
    program = shutil.which("ssh-keygen")
    if not program:
        return "这台机器上没有 ssh-keygen"
    # Where nobody sits before a terminal no window may open to ask for a passphrase.
    environment = {**os.environ, "SSH_ASKPASS_REQUIRE": "never"}
    try:
        done = subprocess.run(
            [program, *arguments],
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        return "ssh-keygen 五分钟没有做完"
    except OSError as failure:
        return f"ssh-keygen 启动不了：{failure.strerror or failure}"
    lines = done.stderr.decode("utf-8", "replace").split("\n")
    said = "; ".join(line.strip(" \r@") for line in lines if line.strip(" \r@"))
    return _Run(done.returncode, done.stdout, said)


def _problem(path: Path, message: str, hint: str) -> Problem:
    return site_rules.SIGNATURE.problem(path, (1, 1), message, hint)
