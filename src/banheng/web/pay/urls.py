from __future__ import annotations

from django.urls import path

from banheng.web.pay import budget, extras, files, own, sheets

urlpatterns = [
    path("pay/", sheets.listing, name="pay"),
    path("pay/prepare/<int:result>/", sheets.prepare_sheet, name="pay-prepare"),
    path("pay/<int:number>/", sheets.sheet, name="pay-sheet"),
    path("pay/<int:number>/approve/", sheets.approve_sheet, name="pay-approve"),
    path("pay/<int:number>/return/", sheets.return_sheet, name="pay-return"),
    path("pay/<int:number>/paid/", sheets.paid, name="pay-paid"),
    path("pay/<int:number>/xlsx/", files.workbook, name="pay-workbook"),
    path("pay/<int:number>/csv/", files.table, name="pay-csv"),
    path("pay/extras/", extras.listing, name="pay-extras"),
    path("pay/extras/new/", extras.new, name="pay-extra-new"),
    path("pay/extras/<int:number>/cancel/", extras.cancel, name="pay-extra-cancel"),
    path("my-pay/", own.slips, name="mypay"),
    path("my-pay/<int:number>/", own.slip, name="mypay-slip"),
    path("budget/", budget.budget_page, name="budget"),
]
