"""The unit's page on a phone, with or without a network. Vietnamese: trang trên điện thoại.

`shell` is what a phone installs, nothing personal in it. `package` is what one person takes along. `receiving` takes
what comes back, once; `proofs`, `answers` and `rows` offer one kind of form each, and take it. The other half runs on
the phone: `static/monitoring/phone/`. See docs/adr/0004.
"""
