"""Why the intake asks what it asks, and who sees the answers."""

from translations import _

TALK = _("So that the counsellor can prepare the talk with you. Only the people in our office see your answer.")
REACH = _("So that we can tell you about your appointment and the school place. Only our office sees your answer.")
SPEAK = _("So that somebody talks with you whom you understand well. Only our office and the interpreter see it.")
ADVICE = _("So that I can tell you which school or day care (Kita) there is for this age. Only our office sees it.")
SCHOOL = _(
    "So that a school and a class are found that fit your child. Our office sees your answer, and the school authority"
    " (Schulamt), which gives the school place."
)
SIGN = _("So that we know who must sign the papers for school. Only our office and the school authority see it.")
PRIVATE = _(
    "Some children need help with their health or with learning. You do not have to tell anything here. If you say yes,"
    " we note only that you want to talk about it. The counsellor will ask you in person."
)
