-- Whoever sent an invitation in the organiser's name (SENT-BY, RFC 5545 section 3.2.18): only they, or the organiser, may change that meeting.
-- NULL: the organiser sent it.
ALTER TABLE invitations ADD COLUMN sent_by text;
