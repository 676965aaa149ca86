"""The tables of OneRoster 1.2 CSV as far as a school's roster needs them, and their columns.

Columns that begin with `metadata.` are the standard's own way to carry what it has no column for.
Source: 1EdTech OneRoster 1.2, CSV binding.
"""

from __future__ import annotations

from banheng.schools.models import Posting, Stage

_HEAD = ("sourcedId", "status", "dateLastModified")

COLUMNS: dict[str, tuple[str, ...]] = {
    "orgs": (*_HEAD, "name", "type", "identifier", "parentSourcedId"),
    "academicSessions": (*_HEAD, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
    "courses": (
        *_HEAD, "schoolYearSourcedId", "title", "courseCode", "grades", "orgSourcedId", "subjects", "subjectCodes",
    ),
    "classes": (
        *_HEAD, "title", "grades", "courseSourcedId", "classCode", "classType", "location", "schoolSourcedId",
        "termSourcedIds", "subjects", "subjectCodes", "periods", "metadata.grade", "metadata.stage",
        "metadata.classType", "metadata.pupils", "metadata.boarders",
    ),
    "users": (
        *_HEAD, "enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier",
        "email", "sms", "phone", "agentSourcedIds", "grades", "password", "userMasterIdentifier",
        "resourceSourcedIds", "preferredGivenName", "preferredMiddleName", "preferredFamilyName",
        "primaryOrgSourcedId", "pronouns", "metadata.name", "metadata.boarder", "metadata.years",
    ),
    "roles": (
        *_HEAD, "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId", "userProfileSourcedId",
    ),
    "enrollments": (
        *_HEAD, "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary", "beginDate", "endDate",
        "metadata.role",
    ),
}  # fmt: skip
ABSENT = (
    "categories", "classResources", "courseResources", "demographics", "lineItemLearningObjectiveIds", "lineItems",
    "lineItemScoreScales", "resources", "resultLearningObjectiveIds", "results", "resultScoreScales", "scoreScales",
    "userProfiles", "userResources",
)  # fmt: skip
VERSION = "1.2"
FIRST_GRADE: dict[str, int] = {Stage.PRIMARY: 1, Stage.JUNIOR: 7, Stage.SENIOR: 10, Stage.VOCATIONAL: 10}
"""Grades are written counted through, `01` to `12`."""
ROLES = {
    Posting.Role.HOMEROOM_TEACHER: ("teacher", "true"),
    Posting.Role.SUBSTITUTE: ("teacher", "false"),
    Posting.Role.ASSISTANT_HOMEROOM_TEACHER: ("aide", "false"),
}
