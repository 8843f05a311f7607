"""Screens of phones, drawn: what borrowers, collectors and forgers attach as evidence.

In: the interface kits (SMS, chat, call log), the status bar, phones, redaction, a photo of a screen,
and what people and platforms do to a picture. ``drawing.draw`` is the way in. Next door: who sends what
to whom and when (``world``), the words themselves (``writing``), and who reuses or alters whose screens
(``adversaries``). No kit shows a name, logo or trademark of a real product.
"""
