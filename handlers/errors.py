"""The HTTP status of every refusal (RFC 9110); tests/house keeps the table complete."""

from domain.errors import Refusal

NOT_FOUND = """
hours.no_such_entry notices.unknown certificates.unknown people.unknown deadlines.unknown assessments.unknown
disputes.unknown bond.no_such_proposal bond.code_unknown trail.no_such_entry keys.no_such_key grades.firm_unknown
grades.record_unknown evidence.media_unknown evidence.gone certificates.assessment_unknown notices.draft_gone
lessons.unknown
"""
FORBIDDEN = """
hours.only_apprentices apprentices.only_trainers signing.only_mentors signing.not_yours signing.own_hours
notices.only_administrators assessments.own notices.approver_is_author bond.other_employer training.none
lessons.only_hosts lessons.not_of_class classes.only_teachers
"""
# What somebody did meanwhile, or did before, stands in the way.
CONFLICT = """
hours.changed_meanwhile hours.confirmed_already hours.withdrawn_already hours.not_waiting
hours.frozen hours.reversed hours.not_reversible hours.overlapping hours.suspended week.has_hours
deputy.away deputy.none bond.expired bond.declined_lately bond.not_possible_now disputes.over
people.already_bound people.not_bound people.no_code people.still_in_training people.forgotten_already
assessments.decided_already assessments.decided_otherwise assessments.passed_already assessments.no_attempt_left
certificates.wrong_state notices.nothing_to_approve notices.nothing_to_cancel notices.not_going_out roster.outdated
trail.rewritten form.used assessments.later_attempt assessments.not_decided
certificates.assessment_voided signing.undo_too_late evidence.closed
lessons.code_over lessons.too_early lessons.too_late lessons.struck_out
"""
UNAVAILABLE = "trail.checkpoint_not_written"
TOO_LARGE = "form.picture_too_large"
# The request can be read and is not possible as it stands.
UNPROCESSABLE = """
lessons.times_unfit lessons.day_unfit requests.key_reused form.amount_outside_times form.missing
form.picture_unfit form.unreadable
amount.unclear amount.unreadable day.unreadable span.unclear numbers.unreadable
moments.over moments.too_far moments.unreadable
sentence.amount_doubtful sentence.break_inside sentence.day_in_content sentence.entry_number_unreadable
sentence.too_long sentence.two_amounts sentence.two_days
hours.after_end hours.before_start hours.category_not_in_plan hours.in_future hours.night_shift hours.not_yet_lived
hours.nothing_changed hours.nothing_to_repeat hours.over_daily_cap hours.over_entry_cap hours.over_weekly_cap
hours.reason_needed hours.text_too_long hours.too_early_to_dispute hours.too_early_to_press hours.too_long_ago
hours.unstorable evidence.too_many week.outside_training signing.reason_required signing.reason_too_long
deputy.apprentice deputy.period_backwards deputy.period_past deputy.period_too_far
deputy.period_too_long deputy.period_unreadable deputy.self deputy.unknown
bond.no_agreement bond.self preferences.pause_too_long preferences.quiet_hours
people.forget_reason people.guardian_missing people.guardian_unnamed people.no_guardian_needed people.unbind_reason
notices.administrator_unclear notices.administrator_unknown notices.audience_unknown notices.body_too_long
notices.nobody notices.nobody_listed notices.not_to_acknowledge notices.number_unreadable
notices.organization_unknown notices.text_unstorable notices.title_missing notices.title_too_long
deadlines.day_missing deadlines.day_over deadlines.kind_unknown deadlines.title_unfit
assessments.assessor_is_apprentice assessments.assessor_unknown assessments.assessors_all_mentors
assessments.assessors_missing assessments.before assessments.body_unknown assessments.failed_without_reason
assessments.hours_incomplete assessments.in_future assessments.items_unfit assessments.name_differs
assessments.occupation_differs assessments.planned_day_unfit assessments.score_differs assessments.score_unfit
assessments.text_too_long assessments.training_unclear assessments.training_unknown
certificates.kind_not_yet certificates.kind_unfit certificates.kind_unknown certificates.reason_unfit
certificates.requirements_missing
grades.conditions_unmet grades.day_to_come grades.name_unfit grades.no_paper grades.undescribed grades.unknown
grades.withdrawal_unexplained grades.word_unknown
keys.compromised_in_future policies.unfit trail.checkpoint_unreadable
"""
STATUS: dict[str, int] = {
    code: status
    for status, codes in (
        (403, FORBIDDEN),
        (404, NOT_FOUND),
        (409, CONFLICT),
        (413, TOO_LARGE),
        (422, UNPROCESSABLE),
        (503, UNAVAILABLE),
    )
    for code in codes.split()
}


def status_of(refusal: Refusal) -> int:
    return STATUS[refusal.code]
