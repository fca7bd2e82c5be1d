/* Reading the values of a rule set, for core/rules.c; nobody else includes this. */
#ifndef CORE_RULES_READ_H
#define CORE_RULES_READ_H

#include "core/conf.h"
#include "core/rules.h"

struct rules_parse {
	struct arena *arena;
	const struct conf *conf;
	struct rule_set *set;
	bool strict;
};

typedef enum rc (*value_fn)(struct rules_parse *p, void *into, const struct conf_entry *entry,
			    struct err *e);

/* One key of a section; `into` is its struct. */
struct rules_key {
	const char *name;
	value_fn read;
};

/* Each ends with a row without name. */
extern const struct rules_key rules_set_keys[], rules_rule_keys[], rules_period_keys[],
    rules_routine_keys[];

/* A number of minutes (30, 4h, 1d), days for the window. */
enum rc rules_count(struct rules_parse *p, const struct conf_entry *entry, enum rule_number which,
		    int *out, struct err *e) MUST_CHECK;

#endif
