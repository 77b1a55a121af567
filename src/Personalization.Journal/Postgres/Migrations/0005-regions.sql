-- The only region that may store a tenant and answer for it; null where every region may.
ALTER TABLE "{schema}".tenant ADD COLUMN region text COLLATE "C";
