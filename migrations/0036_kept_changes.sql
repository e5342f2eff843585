-- The history reads what a change said and whether it was taken back for as long as the trail stands; only the rows it held go.
CREATE INDEX changes_to_trim ON changes (until) WHERE rows <> '[]'::jsonb;
DROP INDEX changes_until;

-- Labels in use are looked up among the newest labelled mails, not among all mails.
CREATE INDEX mails_labelled ON mails (user_id, sent_at DESC) WHERE labels <> '{}';

-- The sample has mails too.
ALTER TABLE sample_items DROP CONSTRAINT sample_items_kind_check;
ALTER TABLE sample_items ADD CONSTRAINT sample_items_kind_check CHECK (kind IN ('event', 'contact', 'task', 'mail'));

-- Where the facts of a brief's sentences stand, and the same facts in a model's words.
ALTER TABLE briefs ADD COLUMN facts jsonb NOT NULL DEFAULT '[]';
ALTER TABLE briefs ADD COLUMN phrased text;
