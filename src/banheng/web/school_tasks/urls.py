from __future__ import annotations

from django.urls import path

from banheng.web.school_tasks import accountability, cases, findings, targets

urlpatterns = [
    path("tasks/targets/", targets.letters, name="task_targets"),
    path("tasks/targets/<int:letter>/", targets.letter_page, name="task_targets-one"),
    path("tasks/targets/<int:letter>/print/<str:form>/", targets.letter_print, name="task_targets-print"),
    path("tasks/targets/<int:letter>/sign/", targets.letter_sign, name="task_targets-sign"),
    path("tasks/targets/<int:letter>/return/", targets.letter_return, name="task_targets-return"),
    path("tasks/targets/lines/<int:target>/", targets.target_page, name="task_targets-target"),
    path("tasks/targets/lines/<int:target>/report/", targets.target_report, name="task_targets-report"),
    path("tasks/targets/lines/<int:target>/reporter/", targets.target_reporter, name="task_targets-reporter"),
    path("tasks/findings/", findings.findings, name="task_findings"),
    path("tasks/findings/new/", findings.new, name="task_findings-new"),
    path("tasks/findings/<int:finding>/", findings.finding_page, name="task_findings-one"),
    path("tasks/findings/<int:finding>/answer/", findings.finding_answer, name="task_findings-answer"),
    path("tasks/findings/<int:finding>/done/", findings.finding_done, name="task_findings-done"),
    path("tasks/cases/", cases.cases, name="task_cases"),
    path("tasks/cases/new/", cases.new, name="task_cases-new"),
    path("tasks/cases/<int:case>/", cases.case_page, name="task_cases-one"),
    path("tasks/cases/<int:case>/step/", cases.case_step, name="task_cases-step"),
    path("tasks/cases/<int:case>/close/", cases.case_close, name="task_cases-close"),
    path("tasks/accountability/", accountability.proceedings, name="task_accountability"),
    path("tasks/accountability/new/", accountability.new, name="task_accountability-new"),
    path("tasks/accountability/appraisal/", accountability.appraisal, name="task_accountability-appraisal"),
    path(
        "tasks/accountability/<int:proceeding>/",
        accountability.proceeding_page,
        name="task_accountability-one",
    ),
    path(
        "tasks/accountability/<int:proceeding>/statement/",
        accountability.statement,
        name="task_accountability-statement",
    ),
]
