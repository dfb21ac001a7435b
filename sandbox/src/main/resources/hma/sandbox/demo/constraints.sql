-- Indexes, foreign keys and triggers of the delivery fleet.

CREATE UNIQUE INDEX vehicle_plate ON vehicle (upper(plate));
CREATE INDEX order_customer ON "order" (customer_id);
CREATE UNIQUE INDEX order_ledger ON "order" (ledger_n) WHERE ledger_n IS NOT NULL;
CREATE INDEX order_line_sku ON order_line (sku);
CREATE INDEX delivery_order ON delivery (order_id);
CREATE INDEX customer_preferences ON customer USING gin (preferences);
CREATE INDEX ledger_account ON ledger (account_id);
ALTER TABLE "order" ADD CONSTRAINT order_number_once UNIQUE (number) DEFERRABLE;

-- A table that refers to itself.
ALTER TABLE region ADD CONSTRAINT region_parent FOREIGN KEY (parent_id) REFERENCES region (id);

-- A cycle of two: a depot has a manager, who is a driver, who belongs to a depot.
ALTER TABLE depot ADD CONSTRAINT depot_region FOREIGN KEY (region_id) REFERENCES region (id);
ALTER TABLE depot ADD CONSTRAINT depot_manager
  FOREIGN KEY (manager_id) REFERENCES driver (id) ON DELETE SET NULL;
ALTER TABLE driver ADD CONSTRAINT driver_depot
  FOREIGN KEY (depot_id) REFERENCES depot (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE driver ADD CONSTRAINT driver_mentor FOREIGN KEY (mentor_id) REFERENCES driver (id);
COMMENT ON CONSTRAINT driver_depot ON driver IS 'A driver''s home; deferred: depots need managers.';

ALTER TABLE vehicle ADD CONSTRAINT vehicle_depot FOREIGN KEY (depot_id) REFERENCES depot (id);
ALTER TABLE vehicle ADD CONSTRAINT vehicle_driver
  FOREIGN KEY (driver_id) REFERENCES driver (id) ON DELETE SET NULL;
ALTER TABLE vehicle ADD CONSTRAINT vehicle_odometer CHECK (odometer_km >= 0);

ALTER TABLE ledger ADD CONSTRAINT ledger_account FOREIGN KEY (account_id) REFERENCES account (id);

-- A second cycle: an order knows its last delivery, a delivery its order.
ALTER TABLE "order" ADD CONSTRAINT order_customer
  FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE;
ALTER TABLE "order" ADD CONSTRAINT order_last_delivery
  FOREIGN KEY (last_delivery_id) REFERENCES delivery (id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE "order" ADD CONSTRAINT order_ledger FOREIGN KEY (ledger_n) REFERENCES ledger (n);
ALTER TABLE delivery ADD CONSTRAINT delivery_order
  FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE delivery ADD CONSTRAINT delivery_vehicle
  FOREIGN KEY (vehicle_id) REFERENCES vehicle (id);
ALTER TABLE delivery ADD CONSTRAINT delivery_driver FOREIGN KEY (driver_id) REFERENCES driver (id);

ALTER TABLE order_line ADD CONSTRAINT order_line_order
  FOREIGN KEY (order_id) REFERENCES "order" (id) ON DELETE CASCADE;
ALTER TABLE order_line ADD CONSTRAINT order_line_product
  FOREIGN KEY (sku) REFERENCES product (sku) ON UPDATE CASCADE;

ALTER TABLE shift ADD CONSTRAINT shift_driver
  FOREIGN KEY (driver_id) REFERENCES driver (id) ON DELETE CASCADE;
ALTER TABLE telemetry ADD CONSTRAINT telemetry_vehicle
  FOREIGN KEY (vehicle_id) REFERENCES vehicle (id);
-- Never validated, and it must stay so.
ALTER TABLE "back office"."Depot remark" ADD CONSTRAINT "remark's depot"
  FOREIGN KEY (depot_id) REFERENCES depot (id) NOT VALID;

-- Fires for each row that a loader inserts: a load that lets triggers fire is off by one everywhere.
CREATE FUNCTION count_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := NEW.revision + 1;
  RETURN NEW;
END
$$;
CREATE TRIGGER count_revision BEFORE INSERT OR UPDATE ON driver
  FOR EACH ROW EXECUTE FUNCTION count_revision();

CREATE FUNCTION set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END
$$;
CREATE TRIGGER set_updated_at BEFORE UPDATE ON vehicle
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON account
  FOR EACH ROW EXECUTE FUNCTION set_updated_at();

-- Disabled, and one that fires under every replication role: both states have to survive.
CREATE FUNCTION refuse_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'deliveries are closed';
END
$$;
CREATE TRIGGER refuse_delivery BEFORE INSERT ON delivery
  FOR EACH ROW EXECUTE FUNCTION refuse_delivery();
ALTER TABLE delivery DISABLE TRIGGER refuse_delivery;
CREATE TRIGGER count_revision_always BEFORE UPDATE ON driver
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION count_revision();
ALTER TABLE driver ENABLE ALWAYS TRIGGER count_revision_always;
