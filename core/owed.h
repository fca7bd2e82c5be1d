/* The steps of core/obligation.c, one function each; nobody else includes this. */
#ifndef CORE_OWED_H
#define CORE_OWED_H

#include "core/obligation.h"

struct owing {
	struct arena *arena;
	const struct casefile *cf;
	int64_t now;
	struct obligations *out;
};

/* A row with everything unmet; and appending it, finished. */
struct obligation owed_row(const struct owing *o, enum owed_step step, int n, const char *to);
void owed_push(struct owing *o, struct obligation *row);
/* What the rules say at a moment, for a recipient (NULL: any); false without any rule set. */
bool owed_values(const struct owing *o, int64_t moment, const char *to, struct rule_values *out);
/* Sets start and due = start + the number in force then; false when the rules have none. */
bool owed_limit(const struct owing *o, struct obligation *row, int64_t start,
		enum rule_number number);
/* Names the rule a number comes from. */
void owed_name(const struct owing *o, struct obligation *row, const struct rule_values *v,
	       enum rule_number number);
void owed_meet(struct obligation *row, int64_t at, const struct record *by);
/* Meets with the earlier of what stands and this one. */
void owed_meet_earlier(struct obligation *row, int64_t at, const struct record *by);
/* Moves due by the confirmed excuses, before it is asked whether something came in time. */
void owed_excuse(const struct owing *o, struct obligation *row);
/* The earliest sending of a type (0: any) to a recipient from a moment on meets the row. */
void owed_meet_sent(const struct owing *o, struct obligation *row, int type, int64_t from,
		    int64_t until);
void owed_meet_phoned(const struct owing *o, struct obligation *row, int step, int64_t from);

void owed_first(struct owing *o, const char *to);
void owed_followups(struct owing *o, const char *to);
void owed_changes(struct owing *o);
void owed_verify(struct owing *o);
void owed_final(struct owing *o, const char *to);
void owed_supplements(struct owing *o, const char *to);
void owed_countersigns(struct owing *o);
void owed_returns(struct owing *o);
void owed_confirm(struct owing *o);
void owed_told(struct owing *o);
void owed_enterprise(struct owing *o);

#endif
