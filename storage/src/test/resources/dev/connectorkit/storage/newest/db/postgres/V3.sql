-- usable-from: 2
ALTER TABLE note ADD COLUMN label TEXT;
