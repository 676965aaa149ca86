"""What can be told, in which words, to whom and by which way unless they choose otherwise: the one table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banheng.accounts.roles import Permission
from banheng.notices.kind import Kind, Mail, Person

RECORD = Kind(
    "record",
    _("我的班有新的检查记录"),
    _("%(class)s有新的检查记录"),
    (Person.HOMEROOM_TEACHER,),
    Mail.DAILY,
)
VOID = Kind(
    "void",
    _("检查记录被作废"),
    _("%(class)s的一条检查记录已作废"),
    (Person.HOMEROOM_TEACHER, Person.RECORDER),
    Mail.DAILY,
)
REPLY = Kind(
    "reply",
    _("我登记的记录有了回复"),
    _("%(class)s回复了您登记的记录"),
    (Person.RECORDER,),
    Mail.OFF,
)
HANDLED = Kind(
    "handled",
    _("班级报告已整改"),
    _("%(class)s报告一条记录已整改"),
    (Permission.VOID_RECORDS,),
    Mail.DAILY,
)

REVIEWED = Kind(
    "reviewed",
    _("考核结果等待公示"),
    _("%(period)s“%(scheme)s”的结果已审核，等待公示"),
    (Permission.PUBLISH_RESULTS,),
    Mail.AT_ONCE,
)
RETURNED = Kind(
    "returned",
    _("考核结果被退回"),
    _("%(period)s“%(scheme)s”的结果被退回"),
    (Permission.RUN_PERIODS,),
    Mail.AT_ONCE,
)
PUBLISHED = Kind(
    "published",
    _("考核结果公示"),
    _("%(period)s“%(scheme)s”的结果已公示，有异议可以申诉"),
    (Person.SCORED,),
    Mail.AT_ONCE,
    _("%(period)s班主任考核结果已公示，请在公示期内查看。"),
)
WITHDRAWN = Kind(
    "withdrawn",
    _("公示被撤回"),
    _("%(period)s“%(scheme)s”的公示已撤回"),
    (Person.SCORED,),
    Mail.AT_ONCE,
    _("%(period)s班主任考核结果的公示已撤回，更正后重新公示。"),
)
AMENDED = Kind(
    "amended",
    _("公示的结果有更正"),
    _("%(period)s“%(scheme)s”的结果有更正，涉及您"),
    (Person.SCORED,),
    Mail.AT_ONCE,
    _("%(period)s班主任考核结果有更正，请查看公示。"),
)
FINALISED = Kind(
    "finalised",
    _("考核结果定稿"),
    _("%(period)s“%(scheme)s”的结果已定稿"),
    (Person.SCORED,),
    Mail.DAILY,
    _("%(period)s班主任考核结果已定稿。"),
)
DIFFERENCE = Kind(
    "difference",
    _("定稿后的差额"),
    _("%(period)s“%(scheme)s”定稿后有更正，您的差额随下一次发放"),
    (Person.SCORED,),
    Mail.AT_ONCE,
)
APPEAL = Kind(
    "appeal",
    _("收到申诉"),
    _("收到对%(period)s“%(scheme)s”的申诉"),
    (Permission.HEAR_APPEALS,),
    Mail.AT_ONCE,
)
APPEAL_DUE = Kind(
    "appeal_due",
    _("申诉的复核期限快到"),
    _("一件申诉要在%(day)s之前给出复核结论"),
    (Permission.HEAR_APPEALS,),
    Mail.AT_ONCE,
)
APPEAL_OVERDUE = Kind(
    "appeal_overdue",
    _("申诉的复核已经逾期"),
    _("一件申诉的复核期限（%(day)s）已过，还没有结论"),
    (Permission.HEAR_APPEALS,),
    Mail.AT_ONCE,
)
RULED = Kind(
    "ruled",
    _("我的申诉有了结论"),
    _("您对%(period)s“%(scheme)s”的申诉已有复核结论"),
    (Person.APPELLANT,),
    Mail.AT_ONCE,
)
RULED_RECORD = Kind(
    "ruled_record",
    _("我登记的记录经过申诉复核"),
    _("您登记的一条记录经过了申诉复核"),
    (Person.RECORDER,),
    Mail.DAILY,
)
PAID = Kind(
    "paid",
    _("津贴已发放"),
    _("%(period)s“%(scheme)s”的津贴已发放，请查看您的发放单"),
    (Person.SCORED,),
    Mail.AT_ONCE,
)

DUTY_DUE = Kind(
    "duty_due",
    _("班级常规提醒"),
    _("%(class)s有常规等待办理"),
    (Person.HOMEROOM_TEACHER,),
    Mail.DAILY,
)
DUTY_LATE = Kind(
    "duty_late",
    _("班级常规逾期"),
    _("%(class)s有常规已经逾期"),
    (Person.HOMEROOM_TEACHER,),
    Mail.DAILY,
)
DUTY_ESCALATED = Kind(
    "duty_escalated",
    _("班级常规逾期多日未办"),
    _("%(class)s有常规逾期多日，还没有办理"),
    (Permission.SEE_DUTIES,),
    Mail.DAILY,
)
STEP_WAITS = Kind(
    "step_waits",
    _("有事项等我办理"),
    _("%(class)s有一件事等您办理"),
    (Person.STEP_TAKER,),
    Mail.AT_ONCE,
)
STEP_OVERDUE = Kind(
    "step_overdue",
    _("事项超过办理时限"),
    _("%(class)s有一件事超过了办理时限"),
    (Person.HOMEROOM_TEACHER, Person.STEP_TAKER),
    Mail.AT_ONCE,
)

SURVEY_ASKS = Kind(
    "survey_asks",
    _("有问卷等我作答"),
    _("问卷“%(survey)s”等您作答"),
    (Person.RESPONDENT,),
    Mail.DAILY,
)
SURVEY_ENDS = Kind(
    "survey_ends",
    _("我还没有作答的问卷快截止"),
    _("问卷“%(survey)s”%(day)s截止，您还没有作答"),
    (Person.RESPONDENT,),
    Mail.DAILY,
)
SURVEY_RATE = Kind(
    "survey_rate",
    _("本班的问卷还没有收齐"),
    _("问卷“%(survey)s”%(day)s截止，%(class)s的答题单还没有收齐，请提醒全班"),
    (Person.HOMEROOM_TEACHER,),
    Mail.DAILY,
)
SURVEY_OVER = Kind(
    "survey_over",
    _("问卷调查可以结束"),
    _("问卷“%(survey)s”已经到期或答齐，可以结束并汇总"),
    (Permission.RUN_SURVEYS,),
    Mail.DAILY,
)

CERTIFICATE_WAITS = Kind(
    "certificate_waits",
    _("资格证书的申请等我办理"),
    _("一份班主任资格证书的申请等您办理"),
    (Permission.KEEP_TEAM, Permission.DECIDE_TEAM),
    Mail.DAILY,
)
CERTIFICATE_DECIDED = Kind(
    "certificate_decided",
    _("我的资格证书申请有了结论"),
    _("您的班主任资格证书申请有了结论"),
    (Person.TEACHER,),
    Mail.AT_ONCE,
)
CERTIFICATE_ENDS = Kind(
    "certificate_ends",
    _("我的资格证书快到期"),
    _("您的班主任资格证书%(day)s到期，请申请续期"),
    (Person.TEACHER,),
    Mail.AT_ONCE,
)
CERTIFICATES_END = Kind(
    "certificates_end",
    _("有教师的资格证书快到期"),
    _("有班主任资格证书%(day)s到期"),
    (Permission.KEEP_TEAM,),
    Mail.DAILY,
)
TRAINING_AHEAD = Kind(
    "training_ahead",
    _("我参加的培训快开始"),
    _("培训“%(training)s”：%(day)s，请按时参加"),
    (Person.TEACHER,),
    Mail.AT_ONCE,
)

ROUND_MOVES = Kind(
    "round_moves",
    _("我参加的选聘有进展"),
    _("“%(round)s”有新的进展"),
    (Person.TEACHER,),
    Mail.AT_ONCE,
)

MEASURE_DUE = Kind(
    "measure_due",
    _("我负责的规划措施快到期"),
    _("您负责的一项规划措施%(day)s到期"),
    (Person.TEACHER,),
    Mail.DAILY,
)
PAIR_OVER = Kind(
    "pair_over",
    _("师徒结对到期"),
    _("一对师徒约定的时间已到，请办理结束"),
    (Permission.KEEP_TEAM,),
    Mail.DAILY,
)
CARE_WAITS = Kind(
    "care_waits",
    _("“关怀”里有写给我的"),
    _("“关怀”里有一份写给您的记录"),
    (Person.TEACHER,),
    Mail.AT_ONCE,
)
CARE_ANSWERED = Kind(
    "care_answered",
    _("我在“关怀”里写的有了答复"),
    _("您在“关怀”里写的有了答复"),
    (Person.TEACHER,),
    Mail.AT_ONCE,
)

LETTER_WAITS = Kind(
    "letter_waits",
    _("目标责任书等我签字"),
    _("教育局提交的目标责任书等您签字"),
    (Permission.SUBMIT_DATA,),
    Mail.AT_ONCE,
)
TARGET_DUE = Kind(
    "target_due",
    _("责任书的目标快到期"),
    _("目标责任书的一项目标%(day)s到期，请报告进展"),
    (Permission.REPORT_DATA, Person.TEACHER),
    Mail.DAILY,
)
FINDING_DUE = Kind(
    "finding_due",
    _("有问题要整改"),
    _("一个问题要在%(day)s以前整改"),
    (Permission.REPORT_DATA, Person.TEACHER),
    Mail.AT_ONCE,
)
FINDING_LATE = Kind(
    "finding_late",
    _("整改已经逾期"),
    _("一个问题应在%(day)s以前整改，已经逾期"),
    (Permission.SUBMIT_DATA, Person.TEACHER),
    Mail.AT_ONCE,
)
HEARING = Kind(
    "hearing",
    _("请我陈述申辩"),
    _("有一份告知书给您，您可以在%(day)s以前陈述申辩"),
    (Person.TEACHER,),
    Mail.AT_ONCE,
)

DATA_OPENED = Kind(
    "data_opened",
    _("教育局开始采集年度数据"),
    _("%(year)s 年度数据开始填报，请在%(day)s以前报送教育局"),
    (Permission.REPORT_DATA,),
    Mail.AT_ONCE,
)
DATA_RETURNED = Kind(
    "data_returned",
    _("报送的数据被退回"),
    _("%(year)s 年度数据被教育局退回，请修改后重新报送"),
    (Permission.REPORT_DATA,),
    Mail.AT_ONCE,
)
DATA_RELEASED = Kind(
    "data_released",
    _("锁定的数据放开更正"),
    _("教育局放开了 %(year)s 年度数据的更正，请更正后重新报送"),
    (Permission.REPORT_DATA,),
    Mail.AT_ONCE,
)

WEBHOOK_STOPPED = Kind(
    "webhook_stopped",
    _("事件推送停止"),
    _("事件推送“%(webhook)s”已停止发送"),
    (Permission.EDIT_ROBOTS,),
    Mail.AT_ONCE,
)

# To accounts of the bureau: they stand in its inbox, and none of it is mailed.
DATA_HANDED_IN = Kind(
    "data_handed_in",
    _("学校报送了数据"),
    _("有学校报送了 %(year)s 年度数据，等待审核"),
    (Permission.REVIEW_DATA,),
    Mail.OFF,
)
LETTER_TO_SIGN = Kind(
    "letter_to_sign",
    _("目标责任书等教育局签字"),
    _("一份目标责任书等您代表教育局签字"),
    (Permission.DECIDE_BUREAU,),
    Mail.OFF,
)
FINDING_OVERDUE = Kind(
    "finding_overdue",
    _("学校整改逾期"),
    _("一个问题应在%(day)s以前整改，学校已经逾期"),
    (Permission.REVIEW_DATA, Permission.KEEP_TARGETS, Permission.DECIDE_BUREAU),
    Mail.OFF,
)
PROOF_HANDED_IN = Kind(
    "proof_handed_in",
    _("学校报告整改完成"),
    _("一个问题的整改已经报告完成并附上证明，等待复查"),
    (Permission.REVIEW_DATA,),
    Mail.OFF,
)

KINDS = {
    kind.code: kind
    for kind in (
        RECORD,
        VOID,
        REPLY,
        HANDLED,
        REVIEWED,
        RETURNED,
        PUBLISHED,
        WITHDRAWN,
        AMENDED,
        FINALISED,
        DIFFERENCE,
        APPEAL,
        APPEAL_DUE,
        APPEAL_OVERDUE,
        RULED,
        RULED_RECORD,
        PAID,
        DUTY_DUE,
        DUTY_LATE,
        DUTY_ESCALATED,
        STEP_WAITS,
        STEP_OVERDUE,
        SURVEY_ASKS,
        SURVEY_ENDS,
        SURVEY_RATE,
        SURVEY_OVER,
        CERTIFICATE_WAITS,
        CERTIFICATE_DECIDED,
        CERTIFICATE_ENDS,
        CERTIFICATES_END,
        TRAINING_AHEAD,
        ROUND_MOVES,
        MEASURE_DUE,
        PAIR_OVER,
        CARE_WAITS,
        CARE_ANSWERED,
        LETTER_WAITS,
        TARGET_DUE,
        FINDING_DUE,
        FINDING_LATE,
        HEARING,
        DATA_OPENED,
        DATA_RETURNED,
        DATA_RELEASED,
        WEBHOOK_STOPPED,
        DATA_HANDED_IN,
        LETTER_TO_SIGN,
        FINDING_OVERDUE,
        PROOF_HANDED_IN,
    )
}

TEST = Kind("test", _("测试消息"), _("测试消息"), (), Mail.OFF, _("这是一条测试消息，说明群机器人可以使用。"))
