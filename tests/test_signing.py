"""A signature is made and read by ssh-keygen, and every way it can be wrong is one line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.permanence.manifest import FILE, SIGNATURE
from made_sites import made_site, needs_ssh_keygen, served

WHO = "xxgk@yundu.gov.cn"


@pytest.fixture(autouse=True)
def _ssh_keygen() -> None:
    needs_ssh_keygen()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made_site(tmp_path / "site")


def new_key(path: Path, passphrase: str = "") -> Path:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return new_key(tmp_path / "key")


@pytest.fixture
def signers(tmp_path: Path, key: Path) -> Path:
    path = tmp_path / "allowed_signers"
    path.write_text(f'{WHO} namespaces="gongkai" ' + key.with_suffix(".pub").read_text())
    return path


def run(folder: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process without a terminal or an agent to ask for a passphrase."""
    environment = {k: v for k, v in os.environ.items() if k not in ("SSH_AUTH_SOCK", "DISPLAY")}
    return subprocess.run(
        [sys.executable, "-c", "from gongkai.cli import main; main()", "verify"]
        + [str(a) for a in arguments],
        cwd=folder.parent,
        env=environment | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        start_new_session=True,
    )


def said(result: subprocess.CompletedProcess[str]) -> str:
    """The one finding of a run that fails."""
    assert (result.returncode, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr
    (line,) = [line for line in result.stderr.splitlines() if "error[" in line]
    assert "error[site-signature]" in line
    return line


def test_what_is_signed_is_verified_and_the_signer_named(
    site: Path, key: Path, signers: Path
) -> None:
    before = (site / FILE).read_bytes()
    done = run(site, site, "--sign", key, "--verify", signers)
    assert done.returncode == 0, done.stderr
    assert f"签名是对的，签的人：{WHO}" in done.stderr
    assert (site / SIGNATURE).read_bytes().startswith(b"-----BEGIN SSH SIGNATURE-----")
    assert (site / FILE).read_bytes() == before
    assert run(site, site).returncode == 0, "the signature is no extra file"
    with served(site) as base:
        live = run(site, "--url", base, "--verify", signers)
        assert f"签的人：{WHO}" in live.stderr
        (site / SIGNATURE).unlink()
        assert "没有签名" in said(run(site, "--url", base, "--verify", signers))


def test_a_site_that_differs_is_not_signed(site: Path, key: Path) -> None:
    (site / "index.html").write_bytes(b"x")
    done = run(site, site, "--sign", key)
    assert done.returncode == 1
    assert not (site / SIGNATURE).exists()


def test_file_and_manifest_changed_together_are_found(site: Path, key: Path, signers: Path) -> None:
    assert run(site, site, "--sign", key).returncode == 0
    signature = (site / SIGNATURE).read_bytes()
    made_site(site, {"index.html": b"<script>"})
    assert run(site, site).returncode == 0
    assert (site / SIGNATURE).read_bytes() == signature
    assert "签名不对" in said(run(site, site, "--verify", signers))


def test_an_unknown_signer_is_found(site: Path, tmp_path: Path, signers: Path) -> None:
    assert run(site, site, "--sign", new_key(tmp_path / "other")).returncode == 0
    assert "签名的人不在 allowed_signers 里" in said(run(site, site, "--verify", signers))


def test_a_signature_for_something_else_is_none(site: Path, key: Path, signers: Path) -> None:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(key), str(site / FILE)]
    subprocess.run(command, check=True, capture_output=True)
    assert (site / SIGNATURE).exists()
    assert "签名不对" in said(run(site, site, "--verify", signers))


@pytest.mark.parametrize("data", [b"x", b"\0\xff" * 1000, b"x" * 100_000])
def test_garbage_is_no_signature(site: Path, signers: Path, data: bytes) -> None:
    (site / SIGNATURE).write_bytes(data)
    assert "签名" in said(run(site, site, "--verify", signers))


def test_garbage_is_no_list_of_signers(site: Path, key: Path, tmp_path: Path) -> None:
    assert run(site, site, "--sign", key).returncode == 0
    path = tmp_path / "garbage"
    path.write_bytes(b"\0\xff\n" * 100)
    assert "签名的人不在 garbage 里" in said(run(site, site, "--verify", path))


def test_a_key_with_a_passphrase_needs_the_agent(site: Path, tmp_path: Path) -> None:
    locked = new_key(tmp_path / "locked", "long and secret")
    done = run(site, site, "--sign", locked)
    assert "私钥 locked 有口令" in said(done)
    assert "ssh-add" in done.stderr
    assert not (site / SIGNATURE).exists()


def test_what_is_no_key_is_said(site: Path, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("x")
    path.chmod(0o600)
    assert "没有签成" in said(run(site, site, "--sign", path))


def test_without_ssh_keygen_it_is_said(site: Path, key: Path, signers: Path) -> None:
    assert "没有 ssh-keygen" in said(run(site, site, "--sign", key, PATH="/nowhere"))
    (site / SIGNATURE).write_bytes(b"x")
    assert "没有 ssh-keygen" in said(run(site, site, "--verify", signers, PATH="/nowhere"))
