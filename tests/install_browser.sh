#!/bin/sh
# A Chromium and Chinese fonts for the browser tests: what is there is used, what lacks is installed.
set -eu

lacking=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
  command -v google-chrome >/dev/null || lacking="chromium"
command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh | head -n 1)" ] ||
  lacking="$lacking fonts-noto-cjk fontconfig"
[ -n "$lacking" ] || exit 0

if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  # shellcheck disable=SC2086 — a list of package names
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $lacking >/dev/null
else
  case "$lacking" in *chromium*) .venv/bin/playwright install chromium ;; esac
fi
