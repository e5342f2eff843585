-- How the delegate speaks to its owner.
ALTER TABLE profiles ADD COLUMN tone text NOT NULL DEFAULT 'plain' CHECK (tone IN ('plain', 'warm', 'formal'));
