"""Write docs/reference/work-forms.md to standard output, from the forms."""

from banheng.routines.work_form import FieldKind, FormStep, WorkForm, form_groups

INTRODUCTION = """\
# Work forms

Every form in which a record of the work (工作记录) is written, with its fields and steps.
This page is written by `make docs` from the files in `src/banheng/routines/forms/`.

A restricted form (受限) is encrypted, never scored, and seen by its author and the posts named; each look of others is noted.
A record is deleted when the months for which its form is kept are over; the figures are the product's own, since the policies give none.
"""
KINDS = {
    FieldKind.LINE: "line",
    FieldKind.TEXT: "text",
    FieldKind.NUMBER: "whole number",
    FieldKind.DAY: "day",
    FieldKind.CLOCK: "time",
    FieldKind.CHOICE: "one of",
    FieldKind.CHOICES: "any of",
    FieldKind.YES_NO: "yes or no",
    FieldKind.PUPILS: "pupils",
    FieldKind.MARKS: "for each pupil one of",
    FieldKind.TEXTS: "a text for each pupil",
    FieldKind.SEATS: "row and place for each pupil",
    FieldKind.STAFF: "colleagues",
}


def about(form: WorkForm) -> str:
    """Say whose record it is, and who sees it."""
    whose = {"class": "about a class", "school": "about the school", "own": "the writer's own"}[
        form.about.value
    ]
    if form.writers:
        whose += f", written by {', '.join(form.writers)}"
    said = [f"`{form.form}`", whose, f"kept {form.keep_months} months"]
    if form.restricted:
        said.append(f"restricted, also seen by {', '.join(form.readers) or 'nobody'}")
    if form.covers:
        said.append("every pupil in a term")
    if form.signs_in:
        said.append("sign-in by QR code")
    return "; ".join(said)


def step_words(step: FormStep) -> str:
    """Name a step, with whose it is."""
    whose = f" ({', '.join(step.by)})" if step.by else ""
    return f"{step.name}{whose}{', if needed' if step.optional else ''}"


def main() -> None:
    """Print the page."""
    print(INTRODUCTION)
    for group in form_groups():
        print(f"## {group.group}\n")
        for form in group.forms:
            print(f"### {form.title}\n\n{about(form)}.\n")
            for field in form.fields:
                options = f" {'、'.join(field.options)}" if field.options else ""
                must = ", required" if field.required else ""
                print(f"- {field.name}: {KINDS[field.kind]}{options}{must}")
            if form.steps:
                print(f"\nSteps: {' → '.join(step_words(step) for step in form.steps)}.")
            if form.clause:
                print(f"\nClauses: {', '.join(form.clause)}.")
            print()


if __name__ == "__main__":
    main()
