/*
 * The file of one incident, read in the order in which things happened.
 *
 * In: all records that speak of it (storage's book_file), in any order. Order inside is always by
 * `at` (figures: by when they were learned), never by `ts`: a clock may run back. Equal moments are
 * put in the order of record_compare, so that arrival order never shows. The root is an incident or
 * a query without one (`query -`); then only queries, phone reports and reports are looked at.
 * Everything lives in the caller's arena and borrows the records.
 */
#ifndef CORE_CASEFILE_H
#define CORE_CASEFILE_H

#include "core/grade.h"
#include "core/incident.h"
#include "core/report.h"
#include "core/rules.h"
#include "core/thing.h"

#define NEVER INT64_MAX

/*
 * When a sending with via=sync was held by the remote; NONE: not yet. Called for those only. A
 * superior's receipt proves delivery as well.
 */
typedef struct moment (*delivered_fn)(void *ctx, const struct record *send);

struct case_context {
	const struct rule_sets *sets;
	int64_t now;            /* seconds */
	delivered_fn delivered; /* NULL: nothing was */
	void *ctx;
};

struct case_records {
	const struct record **v;
	size_t n;
};

struct case_sending {
	const struct record *send;
	const struct record *report;
	int type; /* enum report_type */
	const char *to;
	int64_t at; /* when it counts; NEVER while a sync is not delivered */
	bool by_sync;
};

struct case_excuse {
	const struct record *record;
	const struct excuse *body;
	const struct record *verdict; /* the one that holds, or NULL */
	bool confirmed, refused;
};

/* The state from a moment on. turns[0] is what was known at the start. */
struct case_turn {
	int64_t at;
	const struct record *by; /* the fact or edit; the first record in turns[0] */
	struct rule_case rule;   /* what rules are chosen by: never relaxes when figures fall */
	bool upgrade;            /* starts limits anew (contract, Upgrades) */
};

struct casefile {
	const char *id;
	const struct thing *thing;       /* NULL for a query without incident */
	const struct incident *incident; /* folded; NULL likewise */
	int family;
	int64_t learned;      /* the start of the clocks */
	int64_t response_end; /* first such act, else the closing as done; NEVER */
	int64_t ended;        /* response_end or any closing, the earlier; NEVER */
	int64_t transferred;  /* 续报职责移交; NEVER */
	int64_t closed;       /* NEVER */
	int accident_day;     /* of the occurrence, else of learning */
	int until;            /* last day of supplements, 0: none */
	/* By time. Phone reports of the superior are witnesses, kept apart. */
	struct case_records facts, acts, phones, witnesses, queries, reports, receipts, returns,
	    voids, countersigns;
	struct case_excuse *excuses;
	size_t nexcuses;
	struct case_sending *sendings; /* by the moment they count */
	size_t nsendings;
	struct case_turn *turns;
	size_t nturns;
	const struct rule_sets *sets;
};

/* RC_NOT_FOUND when the root's first record is not among the records. */
enum rc casefile_read(struct arena *a, const struct records *file, const struct case_context *c,
		      struct casefile *out, struct err *e) MUST_CHECK;

/* The state in force at a moment (turns at that very minute count). Never NULL. */
const struct case_turn *case_turn_at(const struct casefile *cf, int64_t moment);
/* The first sending of a type to a recipient (NULL: any), NULL when there is none that counts. */
const struct case_sending *case_first_sending(const struct casefile *cf, int type, const char *to);
/* Whether this is the first time that its report went to the recipient (NULL: to anybody): what is
 * sent on later tells nothing new. */
bool case_sent_first(const struct casefile *cf, const struct case_sending *s, const char *to);
/* Whether a recipient's name in a record is the one a rule names: either may say more
 * (县应急局值班室). */
bool case_same_recipient(const char *rule, const char *said);
bool case_phoned(const struct record *phone, const char *to); /* to NULL: anybody */
const struct record *case_void_of(const struct casefile *cf, const struct record *report);

/* What `incident show` prints. */
enum phase { PHASE_RESPONSE, PHASE_ENDED, PHASE_CLOSED };

struct incident_view {
	enum phase phase;
	struct grading grading; /* by the figures alone */
	int confirmed;          /* the override where there is one */
	int possible;
	int hazard;
	bool danger;
	int override; /* enum grade, NONE */
	const char *override_reason;
	struct figures figures;
	int supplement_until; /* day, 0: none */
	int64_t response_end; /* NEVER */
};

void incident_view(const struct casefile *cf, struct incident_view *out);
const char *phase_word(enum phase p); /* response, ended, closed */

/* The plain title, made from place and event word: 石门镇石门村东街37号火灾. In the arena. */
char *incident_title(struct arena *a, const char *place, const char *word);
/* The source type a free text names by a word of practice.md 41, 0: none. */
int source_type_of(const char *text);

#endif
