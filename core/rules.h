/*
 * Deadlines are data (design §6): rule sets, as an office writes them (templates/rules/default.conf
 * explains the format) and as the book keeps them (kind `rules`).
 *
 * A set has rules with conditions (scope: family or kind; case: grade, flag, danger, period, own
 * thresholds) and numbers. Choosing, number by number: among the rules without a case the one of
 * the narrowest scope (kind, families, group, all; of equal ones the later) gives the base; of the
 * rules whose case holds the smallest number below the base wins: 从高不从低. A file that is edited
 * never changes what was owed: the set in force is a record, and each clock runs by the set in
 * force at its start.
 */
#ifndef CORE_RULES_H
#define CORE_RULES_H

#include "core/figures.h"

/* Everything counted in a rule: minutes, but for WINDOW (days) and TRIES. */
enum rule_number {
	RULE_PHONE,
	RULE_WRITTEN,
	RULE_UPGRADE, /* default: RULE_PHONE */
	RULE_FOLLOWUP,
	RULE_CHANGE,
	RULE_VERIFY_PHONE,
	RULE_VERIFY_WRITTEN,
	RULE_FINAL,
	RULE_SUPPLEMENT,
	RULE_WINDOW,
	RULE_COUNTERSIGN,
	RULE_CONFIRM,
	RULE_RETURN,
	RULE_ENTERPRISE,
	RULE_DISPATCH, /* of the review page only: nothing is owed by it */
	RULE_TOLD_LEADER,
	RULE_WARNING_TOLD,
	RULE_WARNING_PASSED,
	RULE_HOTSPOT,
	RULE_SUMMONS,
	RULE_SUMMONS_TRIES,
	RULE_WHISTLE,
	RULE_NUMBERS,
};

/* What makes a follow-up due at once (`change-on`). */
enum rule_trigger {
	TRIGGER_FIGURES = 1, /* dead, missing or trapped changed */
	TRIGGER_CONTROLLED = 2,
	TRIGGER_OUT = 4,
	TRIGGER_EVACUATED = 8,
	TRIGGER_COMMAND = 16,
	TRIGGER_RESPONSE = 32,
};

enum { RULE_TIMES_MAX = 8, RULE_WHEN_MAX = 8 };

struct rule_when {
	enum measure measure;
	int64_t least; /* in the measure's unit */
};

struct rule {
	const char *name;
	int line;
	/* Scope. */
	unsigned families;  /* 0: all */
	bool group;         /* given by a group word: wider than families */
	const char **kinds; /* NULL: all; NULL-terminated */
	/* Case; all that are given must hold. */
	int grade;      /* this or graver; NONE: any */
	unsigned flags; /* any of these */
	bool danger;
	const char *period;
	struct rule_when when[RULE_WHEN_MAX]; /* any of these, ever reached */
	size_t nwhen;
	/* What it says; 0: nothing. */
	int numbers[RULE_NUMBERS];
	int times[RULE_TIMES_MAX]; /* clock times of follow-ups, minutes of the day */
	size_t ntimes;
	bool from_occurred; /* first reports run from the occurrence, not from learning of it */
	bool change_late;   /* an unmet change reminder counts as late */
	unsigned triggers;  /* enum rule_trigger; 0: not said */
	const char **to, **also; /* NULL or NULL-terminated */
};

struct rule_period {
	const char *name;
	int from, to;   /* MMDD, every year; to < from runs over the new year; 0: days only */
	int (*days)[2]; /* YYYYMMDD, inclusive */
	size_t ndays;
	bool sensitive; /* the screens propose 敏感 on these days */
};

struct rule_routine {
	const char *name, *period, *to, *text;
	bool on;
	bool by_call; /* met by a call or log entry that names it, not by a report */
	int type;     /* enum report_type */
	int times[RULE_TIMES_MAX];
	size_t ntimes;
	unsigned weekdays; /* bit 0: Sunday; 0: every day */
	int early;         /* minutes before its time from which it may be met */
};

struct rule_set {
	const char *name, *source, *region;
	int since, until;      /* days; 0: not said */
	int64_t in_force;      /* seconds: since, but not before its record; 0 outside a book */
	const char *excuse_by; /* who confirms excuses: superior or leader */
	const struct record *by;
	struct rule *rules;
	size_t nrules;
	struct rule_period *periods;
	size_t nperiods;
	struct rule_routine *routines;
	size_t nroutines;
	const char **escalation; /* whom to call when the leader does not answer; NULL-terminated */
};

struct rule_sets {
	struct rule_set *v; /* by the moment from which they are in force */
	size_t n;
};

/*
 * Parses a set. strict: an unknown section or key is an error naming file:line (`rules use`); else
 * it is passed over, as a record of a newer program must be. Everything in the arena.
 */
enum rc rules_parse(struct arena *a, const char *file, const char *text, size_t len, bool strict,
		    struct rule_set *out, struct err *e) MUST_CHECK;

/* The sets in the book's `rules` records, in any order; unreadable ones are left out. */
void rule_sets_read(struct arena *a, const struct records *recs, struct rule_sets *out);
/* The one in force at a moment; before all of them the first. NULL only when there is none. */
const struct rule_set *rule_sets_at(const struct rule_sets *sets, int64_t moment);

/* What a choice depends on. */
struct rule_case {
	int family;
	const char *kind;
	int grade; /* the graver of confirmed and possible */
	unsigned flags;
	bool danger;
	int day;             /* for periods */
	const int64_t *most; /* [MEASURES]: the greatest values so far, or NULL */
};

struct rule_values {
	int n[RULE_NUMBERS];                 /* 0: not owed */
	const struct rule *by[RULE_NUMBERS]; /* the rule each comes from */
	int times[RULE_TIMES_MAX];
	size_t ntimes;
	bool from_occurred, change_late;
	unsigned triggers;
};

/* to: one recipient of a set with several, or NULL. */
void rules_choose(const struct rule_set *s, const struct rule_case *c, const char *to,
		  struct rule_values *out);
/* Recipients that the matching rules name (`to` meets a step, `also` is reminded); each once.
 * NULL-terminated, in the arena; empty: any recipient does. */
const char **rules_recipients(struct arena *a, const struct rule_set *s, const struct rule_case *c,
			      bool also);
/* Bit i: rule i applies and its own threshold (`when`) has been reached: for upgrades. */
uint64_t rules_thresholds(const struct rule_set *s, const struct rule_case *c);

bool rules_in_period(const struct rule_set *s, const char *period, int day);
/* Whether a day lies in a period marked sensitive; *name, if not NULL, gets its name. */
bool rules_sensitive_day(const struct rule_set *s, int day, const char **name);
const struct rule_routine *rules_routine(const struct rule_set *s, const char *name);

extern const char *const rule_number_keys[RULE_NUMBERS]; /* "phone", "written" … */
/* A number as people write it: 30, 4h, 7d; for `rules` and the manual. */
void rules_number_text(enum rule_number n, int value, struct str *out);

#endif
