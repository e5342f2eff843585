-- What a mail brought beside its text. Apart from the mails, so that lists and searches carry none of it.

CREATE TABLE mail_contents (
  mail_id uuid PRIMARY KEY REFERENCES mails (id) ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  -- As it came; sanitised whenever it is shown.
  html text,
  -- The text/calendar part (iMIP, RFC 6047): of a received mail as it came, of one's own as it goes out.
  calendar text,
  -- { "https", "mailto", "oneClick" }: RFC 2369 and RFC 8058.
  unsubscribe jsonb,
  unsubscribed_at timestamptz
);
CREATE INDEX mail_contents_user_id ON mail_contents (user_id);
