/*
 * The catalogue of kinds, question cards and call lists: data of the office, read by core/conf.h.
 *
 * A kind stands under one of the 14 families, which decides grade table, window and 涉险; the
 * families themselves are kinds too. What an incident keeps is the word and the family of that
 * moment, so that a changed catalogue changes no past. Chinese texts here are data, never
 * translated. Everything in the caller's arena.
 *
 * templates/catalogue.conf   [kind WORD]  name family word code card calls also digit short
 * templates/cards/NAME.conf  [card NAME]  must = question   ask = question        (in this order)
 * templates/calls/NAME.conf  [call WHOM]  why phone required report flag          (in this order)
 */
#ifndef CORE_CATALOGUE_H
#define CORE_CATALOGUE_H

#include "core/incident.h"

struct catalogue_kind {
	const char *word;         /* in records and on the command line: fire, gas-leak */
	const char *name;         /* 火灾, 燃气泄漏 */
	int family;               /* enum family */
	const char *event;        /* 事件词 of titles: 火灾, 泄漏, 坍塌, 险情 */
	const char *code;         /* GB/T 35561-2017, "" where the office has not entered it */
	const char *card, *calls; /* file names; default: those of the family */
	const char **also;        /* other names a picker finds it by; NULL-terminated */
	int digit;                /* 0-9: its key when a call is taken down; -1 none */
	const char *shortly;      /* its name beside that digit: 建筑火 */
};

struct catalogue {
	struct catalogue_kind *v;
	size_t n;
};

struct card {
	const char *name;
	struct card_question {
		const char *text;
		bool must;
	} * v;
	size_t n;
};

/* Whom to tell, in order (通知清单). */
struct call_list {
	struct call_entry {
		const char *whom, *why, *phone;
		bool required;
		bool report;    /* the call is a report by phone (meets first-phone) */
		unsigned flags; /* only with one of these flags; 0: always */
	} * v;
	size_t n;
};

/* Refuses a kind without name or family, a word that is there twice, an unknown key. */
enum rc catalogue_parse(struct arena *a, const char *file, const char *text, size_t len,
			struct catalogue *out, struct err *e) MUST_CHECK;
/* By word, Chinese name or one of its other names; NULL when there is none. */
const struct catalogue_kind *catalogue_find(const struct catalogue *c, const char *word);

enum rc card_parse(struct arena *a, const char *file, const char *text, size_t len,
		   struct card *out, struct err *e) MUST_CHECK;
enum rc calls_parse(struct arena *a, const char *file, const char *text, size_t len,
		    struct call_list *out, struct err *e) MUST_CHECK;

#endif
