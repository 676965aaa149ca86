from __future__ import annotations

from django.urls import path

from banheng.web.training import budget, doors, hours, own, plan, sessions

ONE, SESSION = "training/<int:training>/", "training/sessions/<int:session>/"

urlpatterns = [
    path("training/", own.training, name="training"),
    path("training/plan/", plan.plan, name="training-plan"),
    path("training/plan/file/<str:form>/", plan.plan_file, name="training-file"),
    path("training/plan/new/", plan.new, name="training-new"),
    path("training/themes/", plan.theme_table, name="training-themes"),
    path(ONE, plan.training_page, name="training-one"),
    path(f"{ONE}edit/", plan.edit, name="training-edit"),
    path(f"{ONE}cancel/", plan.cancel, name="training-cancel"),
    path(f"{ONE}finish/", plan.finish, name="training-finish"),
    path(f"{ONE}sessions/", plan.session_new, name="training-sessionnew"),
    path(SESSION, sessions.session_page, name="training-session"),
    path(f"{SESSION}enrol/", own.enrol_own, name="training-enrol"),
    path(f"{SESSION}leave/", own.leave_own, name="training-leave"),
    path(f"{SESSION}watched/", own.watched, name="training-watched"),
    path(f"{SESSION}rate/", own.rate_one, name="training-rate"),
    path(f"{SESSION}audience/", sessions.enrol_audience, name="training-audience"),
    path(f"{SESSION}named/", sessions.enrol_named, name="training-named"),
    path(f"{SESSION}attendance/", sessions.attendance, name="training-attendance"),
    path(f"{SESSION}close/", sessions.close, name="training-close"),
    path(f"{SESSION}reopen/", sessions.reopen, name="training-reopen"),
    path(f"{SESSION}door/", doors.door, name="training-door"),
    path(f"{SESSION}door.svg", doors.door_code, name="training-doorcode"),
    path(f"{SESSION}sign-in/", doors.signing, name="training-signin"),
    path("training/lacks/", hours.lacks, name="training-lacks"),
    path("training/lacks/<str:form>/", hours.lacks_file, name="training-lacksfile"),
    path("training/people/<int:staff>/", hours.person, name="training-person"),
    path("training/budget/", budget.budget, name="training-budget"),
    path("training/budget/lines/", budget.set_line, name="training-line"),
    path("training/budget/expenses/", budget.spend_one, name="training-expense"),
    path("training/budget/expenses/<int:expense>/void/", budget.void_one, name="training-void"),
]
