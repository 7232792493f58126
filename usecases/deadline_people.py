"""Whom a deadline concerns, as parts of statements."""

# What a person must be for any deadline; $2 is today. Turning off the daily reminder leaves deadlines alone,
# a pause holds them back.
REACHABLE = """
    person.erased_at IS NULL
    AND (person.reminders_paused_until IS NULL OR person.reminders_paused_until <= $2)
    AND EXISTS (SELECT 1 FROM identity i WHERE i.person_id = person.id)
"""
# Whether the deadline d of the agreement a still concerns anybody: a certificate outlives the training, until
# its holder is erased.
STANDS = """
    (a.status = 'active' OR (d.kind = 'certificate_expiry' AND NOT EXISTS (
        SELECT 1 FROM person gone WHERE gone.id = a.person_id AND gone.erased_at IS NOT NULL)))
"""
_AGREEMENT = f"FROM deadline d JOIN apprenticeship a ON a.id = d.apprenticeship_id AND {STANDS}"

# An agreement's open deadline and a person: the apprentice, the mentors of today or to come (for whom there is
# nothing to do about a certificate), the administrators of the firm and of the school.
# `{which}` narrows the deadlines d.
OF_AGREEMENTS = f"""
    SELECT d.id, d.revision, d.day, a.person_id {_AGREEMENT} WHERE d.state = 'open' AND {{which}}
    UNION
    SELECT d.id, d.revision, d.day, m.mentor_id {_AGREEMENT}
    JOIN mentorship m ON m.apprenticeship_id = a.id AND (m.until IS NULL OR m.until >= $2)
    WHERE d.state = 'open' AND d.kind <> 'certificate_expiry' AND {{which}}
    UNION
    SELECT d.id, d.revision, d.day, held.person_id {_AGREEMENT}
    JOIN role_held held ON held.organization_id IN (a.employer_id, a.school_id) AND held.role = 'administrator'
    WHERE d.state = 'open' AND {{which}}
"""
# Whether the deadline d of no agreement concerns person: its author, or whoever holds the role where it is for.
# A school's apprentices hold their role at the employer, so the agreement leads to them.
CONCERNS = """
    (d.author_id = person.id
     OR EXISTS (SELECT 1 FROM role_held held WHERE held.person_id = person.id
                AND (d.role = '' OR held.role = d.role)
                AND (d.organization_id IS NULL OR held.organization_id = d.organization_id))
     OR (d.role IN ('', 'apprentice') AND EXISTS (
         SELECT 1 FROM apprenticeship a WHERE a.person_id = person.id AND a.school_id = d.organization_id
         AND a.status = 'active')))
"""
