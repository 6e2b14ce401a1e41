DROP INDEX callback_delivery_event;
CREATE INDEX callback_delivery_event ON callback_delivery (event_id) WHERE event_id <> id;

DROP INDEX callback_attempt_age;

CREATE INDEX callback_subscription_failing ON callback_subscription (id) WHERE failures > 0;
