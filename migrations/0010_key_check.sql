-- One sealed word, by which a start finds out whether it has the key that this database was sealed with.
CREATE TABLE key_check (
  id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  sealed text NOT NULL
);
