/*
 * What is owed (应报事项): derived from the file of an incident and the rules, never stored (design
 * §6, contract "How steps are met"). One pure function answers every screen, list, print and
 * statistic; the county derives the same from the same records.
 */
#ifndef CORE_OBLIGATION_H
#define CORE_OBLIGATION_H

#include "core/casefile.h"

enum owed_step {
	OWED_FIRST_PHONE,
	OWED_FIRST_WRITTEN,
	OWED_UPGRADE_PHONE,
	OWED_FOLLOWUP,
	OWED_FOLLOWUP_CHANGE,
	OWED_VERIFY_PHONE,
	OWED_VERIFY_WRITTEN,
	OWED_FINAL,
	OWED_SUPPLEMENT,
	OWED_COUNTERSIGN,
	OWED_RETURN,
	OWED_CONFIRM,
	OWED_TOLD_LEADER,
	OWED_ENTERPRISE,
	OWED_ROUTINE,
	OWED_ANSWER, /* to a supervisor's verdict that has a deadline */
	OWED_STEPS,
};

enum owed_status {
	OWED_PENDING,
	OWED_MET,
	OWED_LATE, /* met late, or unmet and past due */
	OWED_EXCUSED,
	OWED_TRANSFERRED,
	OWED_WAIVED,
};

enum owed_claim { CLAIM_NONE, CLAIM_PENDING, CLAIM_REFUSED };

/* Whether the superior's own record of the call bears it out (practice.md 25). */
enum owed_witness { WITNESS_NONE, WITNESS_AGREES, WITNESS_DIFFERS };

struct obligation {
	const char *incident; /* id of the incident, or of the query without one; NULL: routine */
	enum owed_step step;
	int n;              /* 1…, per step (and recipient) by start */
	const char *to;     /* the recipient, where the rules name several; NULL: any */
	const char *rule;   /* name of the rule its minutes come from */
	const char *set;    /* name of the rule set; NULL when due was said by the query itself */
	const char *cause;  /* id of what started it: query, fact, report … */
	int64_t start, due; /* seconds; due with the spans of confirmed excuses added */
	int64_t due_before; /* due without them */
	int64_t excused_minutes;
	int64_t met;                 /* NEVER while it is not */
	const struct record *met_by; /* the record that met it, or NULL */
	int64_t recorded;            /* when that record was entered; NEVER */
	int64_t late_entry;          /* minutes it was entered after it happened */
	enum owed_status status;
	int64_t late_minutes;
	enum owed_claim claim;
	enum owed_witness witness;
	int64_t witness_minutes; /* the superior's time minus ours */
	bool reminder;    /* never late: followup-change (by default), confirm, told-leader */
	bool undelivered; /* sent by sync, not yet held by the remote (未送达) */
};

/* Clear with vec_clear; texts belong to arena and records. */
struct obligations {
	struct obligation *v;
	size_t n, cap;
};

/*
 * Appends every obligation of one incident (or query without one) in the order of steps, then n,
 * then recipient. file: storage's book_file, in any order.
 */
enum rc obligations(struct arena *a, const struct records *file, const struct case_context *c,
		    struct obligations *out, struct err *e) MUST_CHECK;
/* The same from a file that has been read. */
void obligations_of(struct arena *a, const struct casefile *cf, int64_t now,
		    struct obligations *out);

/*
 * Appends the routine reports (零报告, 日报 …) whose time to report began after `since` and not
 * after now, plus, for each routine, its next one; and the countersignatures of reports without an
 * incident. records: such reports with what speaks of them, calls and log entries since then;
 * others are ignored.
 */
void routine_obligations(struct arena *a, const struct records *records,
			 const struct case_context *c, int64_t since, struct obligations *out);

/* Orders for lists: what is owed next first; finished ones last, by due. */
int obligation_compare(const void *a, const void *b);
/* Still to be done: pending, or late and unmet. */
bool obligation_open(const struct obligation *o);

const char *owed_step_word(enum owed_step s);     /* "first-phone" */
enum owed_step owed_step_named(const char *word); /* OWED_STEPS: unknown */
const char *owed_status_word(enum owed_status s);
const char *owed_claim_word(enum owed_claim c); /* NULL for none */
const char *owed_step_label(enum owed_step s);  /* N_() */
/* 待报 即将到时 已超时未报 迟报 按时 按时(补记92分) 迟报(已说明) 有因迟报 已移交 免报; appends.
 * late_from: minutes from which a late entry is told. */
void obligation_status_text(const struct obligation *o, int64_t now, int late_from,
			    struct str *out);
/* 双方记录一致, 相差N分, 对方无记录; nothing for what is not met by phone. */
void obligation_witness_text(const struct obligation *o, struct str *out);

#endif
