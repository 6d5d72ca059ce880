"""The QR code is what the library draws; a telephone reads it in the tests of the built site."""

from __future__ import annotations

import pytest
import segno

from gongkai.publishing import qr_code


@pytest.mark.parametrize(
    "address",
    [
        "https://xxgk.example.gov.cn/reports/2024/yundu-sifaju.html",
        "https://例.example.cn/甲",
        f"https://a.example.cn/{'x' * 200}",
        "a",
    ],
)
def test_it_is_what_the_library_draws(address: str) -> None:
    code = segno.make_qr(address, error="m", mask=3, boost_error=False, encoding="utf-8")
    drawn = code.svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff", svgclass="gk-qr", lineclass=None
    )
    assert qr_code.svg(address) == drawn
