"""The roles of people, and what each may do."""

from __future__ import annotations

from enum import Enum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is at a school or bureau. Guardians and pupils answer surveys without an account."""

    HOMEROOM_TEACHER = "homeroom_teacher", _("班主任")
    DUTY_INSPECTOR = "duty_inspector", _("值周教师")
    PUPIL_INSPECTOR = "pupil_inspector", _("学生检查员")
    SUBJECT_TEACHER = "subject_teacher", _("任课教师")
    GRADE_LEADER = "grade_leader", _("年级组长")
    MORAL_EDUCATION_OFFICE = "moral_education_office", _("德育处")
    ACADEMIC_AFFAIRS_OFFICE = "academic_affairs_office", _("教导处")
    SUBJECT_LEADER = "subject_leader", _("教研组长")
    FINANCE_GROUP = "finance_group", _("财务小组")
    PRINCIPAL = "principal", _("校长")
    BOOKKEEPER = "bookkeeper", _("财务")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("系统管理员")
    STAFF = "staff", _("教职工")
    BUREAU_OFFICER = "bureau_officer", _("教育局工作人员")
    BUREAU_HEAD = "bureau_head", _("教育局负责人")
    SUPERVISOR = "supervisor", _("督学")


BUREAU_ROLES = frozenset({Role.BUREAU_OFFICER, Role.BUREAU_HEAD, Role.SUPERVISOR})
"""Roles that are held in a bureau, never in a school."""


class Permission(Enum):
    """What a page or an action asks for. Those marked "class" are held for the classes that a role covers."""

    SEE_SCHOOL = auto()  # enter the school's site at all
    INSPECT = auto()  # record what was seen
    SEE_CLASS = auto()  # class: scores and class-level records
    SEE_RECORDS = auto()  # class: records with notes, recorder and photos
    ANSWER_RECORDS = auto()  # class: comment on a record, mark it as handled
    DO_DUTIES = auto()  # class: say that a duty of the class is done, write records of its work
    SEE_WORK = auto()  # class: records of the work that are not restricted, and how complete they are
    VOID_RECORDS = auto()  # class: void what somebody else recorded
    SEE_LEAGUE = auto()  # league table, heat map, comparison of periods
    EDIT_ROTA = auto()
    SEE_DUTIES = auto()  # class: how far duties are done
    EDIT_DUTIES = auto()  # put duty packs in force
    RUN_SURVEYS = auto()  # open and close surveys, print slips, open results
    SEE_SURVEYS = auto()  # class: results of surveys that are opened
    EDIT_SCHEMES = auto()
    ADOPT_SCHEMES = auto()  # put in force
    RUN_PERIODS = auto()  # period desk: compute, review, make final
    PUBLISH_RESULTS = auto()  # public notice, withdraw, accept or decline a recomputation, limit appeals
    HEAR_APPEALS = auto()
    SEE_OWN_PAY = auto()  # the own slips, once they are approved
    SEE_PAY = auto()  # everybody's slips; the office sees results, and what a year costs, but no slips
    PREPARE_PAY = auto()  # prepare pay sheets, mark them as paid
    APPROVE_PAY = auto()  # approve or return pay sheets, decide amounts one by one
    SEE_BUDGET = auto()  # what a scheme costs in a year, without names
    SEE_REPORTS = auto()  # bulletins, item tables, statistics, term reports of everybody
    EDIT_ROBOTS = auto()  # what chat groups are told, and how sending goes
    EDIT_ROSTER = auto()  # classes, staff, pupils, calendar, imports and exports
    SEE_GUARDIANS = auto()  # class: guardian contacts
    EDIT_ACCOUNTS = auto()
    KEEP_HONOURS = auto()  # propose, confirm banners, see to every follow-up
    DECIDE_HONOURS = auto()  # award, decline, revoke
    SEE_TEAM = (
        auto()
    )  # dossiers, rounds, certificates, training and studios of everybody; nothing confidential
    KEEP_TEAM = (
        auto()
    )  # facts, rounds, training, pairs, plans: run what the school does for its homeroom teachers
    DECIDE_TEAM = auto()  # appoint and remove, put rules in force, issue certificates
    REPORT_DATA = auto()  # enter the school's yearly data for the bureau
    SUBMIT_DATA = auto()  # hand them in, sign for the school
    SEE_BUREAU = auto()  # bureau: indicators, plans, targets and findings of its schools
    COLLECT_DATA = auto()  # bureau: open a collection, lock it, plan
    REVIEW_DATA = auto()  # bureau: review what schools hand in, inspect, record findings
    KEEP_TARGETS = auto()  # bureau: target letters, rectification, cases
    DECIDE_BUREAU = auto()  # bureau: release what is locked, sign, decide on accountability


PERMISSION_NAMES = {
    Permission.SEE_SCHOOL: _("进入学校网站"),
    Permission.INSPECT: _("登记检查"),
    Permission.SEE_CLASS: _("查看班级成绩"),
    Permission.SEE_RECORDS: _("查看检查记录"),
    Permission.ANSWER_RECORDS: _("回复检查记录"),
    Permission.DO_DUTIES: _("办理班级常规"),
    Permission.SEE_WORK: _("查看班级工作记录"),
    Permission.SEE_DUTIES: _("查看常规完成情况"),
    Permission.EDIT_DUTIES: _("制定班主任常规"),
    Permission.VOID_RECORDS: _("作废检查记录"),
    Permission.SEE_LEAGUE: _("查看成绩排名"),
    Permission.EDIT_ROTA: _("安排值周"),
    Permission.RUN_SURVEYS: _("组织问卷调查"),
    Permission.SEE_SURVEYS: _("查看问卷结果"),
    Permission.EDIT_SCHEMES: _("编辑考核方案"),
    Permission.ADOPT_SCHEMES: _("启用考核方案"),
    Permission.RUN_PERIODS: _("办理考核周期"),
    Permission.PUBLISH_RESULTS: _("公示考核结果"),
    Permission.HEAR_APPEALS: _("复核申诉"),
    Permission.SEE_OWN_PAY: _("查看自己的津贴"),
    Permission.SEE_PAY: _("查看津贴发放表"),
    Permission.PREPARE_PAY: _("编制和发放津贴"),
    Permission.APPROVE_PAY: _("审批津贴"),
    Permission.SEE_BUDGET: _("查看津贴预算"),
    Permission.SEE_REPORTS: _("查看报表"),
    Permission.EDIT_ROBOTS: _("管理群机器人"),
    Permission.EDIT_ROSTER: _("维护名册"),
    Permission.SEE_GUARDIANS: _("查看监护人联系方式"),
    Permission.EDIT_ACCOUNTS: _("管理账号"),
    Permission.KEEP_HONOURS: _("办理荣誉和结果运用"),
    Permission.DECIDE_HONOURS: _("决定荣誉"),
    Permission.SEE_TEAM: _("查看班主任队伍"),
    Permission.KEEP_TEAM: _("办理班主任队伍建设"),
    Permission.DECIDE_TEAM: _("决定班主任聘任"),
    Permission.REPORT_DATA: _("填报学校数据"),
    Permission.SUBMIT_DATA: _("报送学校数据"),
    Permission.SEE_BUREAU: _("查看县域情况"),
    Permission.COLLECT_DATA: _("组织数据采集"),
    Permission.REVIEW_DATA: _("审核和督导"),
    Permission.KEEP_TARGETS: _("办理目标和整改"),
    Permission.DECIDE_BUREAU: _("决定县域事项"),
}
"""Each permission in words, for the page that refuses."""

_OFFICE = {
    Permission.SEE_SCHOOL,
    Permission.INSPECT,
    Permission.SEE_CLASS,
    Permission.SEE_RECORDS,
    Permission.VOID_RECORDS,
    Permission.SEE_LEAGUE,
    Permission.EDIT_ROTA,
    Permission.SEE_WORK,
    Permission.SEE_DUTIES,
    Permission.EDIT_DUTIES,
    Permission.RUN_SURVEYS,
    Permission.SEE_SURVEYS,
    Permission.EDIT_SCHEMES,
    Permission.ADOPT_SCHEMES,
    Permission.RUN_PERIODS,
    Permission.HEAR_APPEALS,
    Permission.SEE_BUDGET,
    Permission.SEE_REPORTS,
    Permission.EDIT_ROBOTS,
    Permission.EDIT_ROSTER,
    Permission.KEEP_HONOURS,
    Permission.SEE_TEAM,
    Permission.KEEP_TEAM,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.HOMEROOM_TEACHER: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.SEE_CLASS,
            Permission.SEE_RECORDS,
            Permission.ANSWER_RECORDS,
            Permission.DO_DUTIES,
            Permission.SEE_WORK,
            Permission.SEE_SURVEYS,
            Permission.SEE_LEAGUE,
            Permission.SEE_GUARDIANS,
            Permission.SEE_OWN_PAY,
        }
    ),
    Role.DUTY_INSPECTOR: frozenset({Permission.SEE_SCHOOL, Permission.INSPECT, Permission.SEE_OWN_PAY}),
    Role.PUPIL_INSPECTOR: frozenset({Permission.INSPECT}),
    Role.SUBJECT_TEACHER: frozenset({Permission.SEE_SCHOOL, Permission.SEE_CLASS, Permission.SEE_OWN_PAY}),
    Role.GRADE_LEADER: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.INSPECT,
            Permission.SEE_CLASS,
            Permission.SEE_RECORDS,
            Permission.SEE_LEAGUE,
            Permission.SEE_WORK,
            Permission.SEE_DUTIES,
            Permission.SEE_TEAM,
            Permission.SEE_OWN_PAY,
        }
    ),
    Role.MORAL_EDUCATION_OFFICE: frozenset(_OFFICE),
    # whoever holds these is on the staff, and sees their own slips as such
    Role.ACADEMIC_AFFAIRS_OFFICE: frozenset({Permission.SEE_SCHOOL, Permission.REPORT_DATA}),
    Role.SUBJECT_LEADER: frozenset({Permission.SEE_SCHOOL}),
    Role.FINANCE_GROUP: frozenset({Permission.SEE_SCHOOL}),
    Role.PRINCIPAL: frozenset(
        {
            Permission.SEE_SCHOOL,
            Permission.SEE_CLASS,
            Permission.SEE_RECORDS,
            Permission.SEE_LEAGUE,
            Permission.SEE_WORK,
            Permission.SEE_DUTIES,
            Permission.SEE_SURVEYS,
            Permission.ADOPT_SCHEMES,
            Permission.PUBLISH_RESULTS,
            Permission.HEAR_APPEALS,
            Permission.SEE_PAY,
            Permission.APPROVE_PAY,
            Permission.SEE_BUDGET,
            Permission.DECIDE_HONOURS,
            Permission.SEE_REPORTS,
            Permission.SEE_TEAM,
            Permission.DECIDE_TEAM,
            Permission.REPORT_DATA,
            Permission.SUBMIT_DATA,
        }
    ),
    Role.BOOKKEEPER: frozenset(
        {Permission.SEE_SCHOOL, Permission.SEE_PAY, Permission.PREPARE_PAY, Permission.SEE_BUDGET}
    ),
    Role.SYSTEM_ADMINISTRATOR: frozenset(
        {Permission.SEE_SCHOOL, Permission.EDIT_ROSTER, Permission.EDIT_ACCOUNTS}
    ),
    # Who had a class earlier still sees and contests what was published about them, and their slips.
    Role.STAFF: frozenset({Permission.SEE_SCHOOL, Permission.SEE_OWN_PAY}),
    Role.BUREAU_OFFICER: frozenset({Permission.SEE_BUREAU, Permission.COLLECT_DATA, Permission.KEEP_TARGETS}),
    Role.BUREAU_HEAD: frozenset({Permission.SEE_BUREAU, Permission.DECIDE_BUREAU}),
    Role.SUPERVISOR: frozenset({Permission.SEE_BUREAU, Permission.REVIEW_DATA}),
}
