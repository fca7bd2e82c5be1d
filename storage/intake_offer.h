/* What there is to choose from while a call is taken down. Everything in the caller's arena. */
#ifndef STORAGE_INTAKE_OFFER_H
#define STORAGE_INTAKE_OFFER_H

#include "core/catalogue.h"
#include "core/obligation.h"
#include "storage/book.h"

enum { OFFER_TEAMS = 9, OFFER_PLACES = 300 };

/* Teams that can be sent: those on duty with who is there, then those sent before, then those of
 * the contact book. -1: not known. */
struct offer_team {
	const char *name;
	int64_t vehicles, people;
	bool on_duty;
	bool out; /* rolled out, or not ready again */
};
enum rc offer_teams(struct book *b, struct arena *a, struct offer_team **out, size_t *n,
		    struct err *e) MUST_CHECK;

/* Whom to tell: the leader on duty, the one who stands in for them (B 角), then as the rule set
 * says (escalation). */
struct offer_leader {
	const char *name, *what,
	    *phone; /* what: the post, or the word of the rule set; phone may be NULL */
};
enum rc offer_leaders(struct book *b, struct arena *a, struct offer_leader **out, size_t *n,
		      struct err *e) MUST_CHECK;

/* Places of the register and those of earlier incidents; *last: of the newest incident, or NULL. */
enum rc offer_places(struct book *b, struct arena *a, const char ***out, size_t *n,
		     const char **last, struct err *e) MUST_CHECK;

/* The question card of a kind; without one that of `other`. */
enum rc offer_card(struct book *b, struct arena *a, const struct catalogue_kind *kind,
		   struct card *out, struct err *e) MUST_CHECK;

/* The call list of an incident, with the numbers of the contact book and who was told. */
struct offer_call {
	struct call_entry entry;
	const char *phone;         /* of the list, the contact book or the roster; NULL */
	const char *person;        /* who it is just now, where the roster says so; NULL */
	const struct record *told; /* the record that says so, or NULL */
	const char *answered;
};
enum rc offer_calls(struct book *b, struct arena *a, const char *incident, struct offer_call **out,
		    size_t *n, struct err *e) MUST_CHECK;

/* Whom the first report by phone goes to: those the rules name in what is owed, else the superior's
 * duty room. NULL-terminated. */
char **offer_recipients(struct book *b, struct arena *a, const struct obligations *owed);

#endif
