"""Mail domains where anybody gets an address: to list one would let all the world in."""

from __future__ import annotations

ANYBODYS = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "outlook.de", "hotmail.com", "hotmail.co.uk", "hotmail.de",
    "hotmail.fr", "live.com", "live.de", "msn.com", "yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "ymail.com",
    "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.com",
    "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "posteo.de", "mail.com", "mail.ru", "yandex.com",
    "yandex.ru", "zoho.com", "fastmail.com", "hey.com", "tuta.com", "tutanota.com", "qq.com", "163.com", "126.com",
    "orange.fr", "free.fr", "laposte.net", "libero.it", "wp.pl", "bluewin.ch",
})  # fmt: skip
