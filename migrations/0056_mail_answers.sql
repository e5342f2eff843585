-- Mailboxes are read newest first, so an answer may be here before what it answers: then its conversation is found by it.
CREATE INDEX mails_in_reply_to ON mails (user_id, in_reply_to) WHERE in_reply_to IS NOT NULL;
