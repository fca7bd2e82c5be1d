/*
 * Reports from records: gathers the words a template may use, and fills the template.
 *
 * A template (templates/reports/KIND.mustache) holds order and fixed words only; whole sentences
 * come from core/say.h, so that "0" and "unknown" cannot be mixed up by editing a template. The
 * first line of what a template gives is the title, the rest the body, a paragraph a line. All
 * values are texts; one that has nothing to say is empty, which a section {{#name}} takes as no.
 * draft_names below is the whole data model; `templates check` and the manual read it.
 */
#ifndef CORE_DRAFT_H
#define CORE_DRAFT_H

#include <jansson.h>

#include "core/conf.h"
#include "core/report.h"
#include "core/say.h"

struct draft_input {
	const struct station *station;
	const char *incident_id;         /* NULL for a routine report */
	const struct incident *incident; /* NULL for a routine report */
	const struct records *file;      /* the incident's file, sorted by record_compare */
	int type;                        /* enum report_type */
	int64_t now;                     /* seconds */
	const char *drafter, *drafter_phone;
	const char *checker;
	int supplement_until; /* day, 0: no window */
	/* templates/reports/families.conf: [family NAME], without a name: of all; may be NULL. */
	const struct conf *words;
	/* Routine reports. */
	const char *routine;
	const char *main; /* its addressee, or NULL: the station's */
	int64_t from;     /* begin of the period */
	size_t events;    /* incidents of the period */
};

struct draft_name {
	const char *name;
	const char *meaning; /* for the manual; Chinese, as the names are for offices' templates */
};
extern const struct draft_name draft_names[]; /* NULL name at the end */
bool draft_name_known(const char *name, size_t n);

/* The data of a draft; the caller releases it with json_decref. Never NULL. */
json_t *draft_data(struct arena *a, const struct draft_input *in);

/*
 * Fills a report's draft: title, body, as-of, urgency, addressees, contact, drafter. template: the
 * text of templates/reports/KIND.mustache; file: its name for messages. The texts live in the
 * arena.
 */
enum rc draft_report(struct arena *a, const struct draft_input *in, const char *template,
		     const char *file, struct report *out, struct err *e) MUST_CHECK;

/* A text to read aloud (口报稿), a sentence a line. */
enum rc draft_script(struct arena *a, const struct draft_input *in, const char *template,
		     const char *file, char **out, struct err *e) MUST_CHECK;

/* The word of a report in titles and registers: 首报, 续报一, 终报 … */
void draft_type_text(int type, int64_t seq, struct str *out);
/* Follow-ups signed so far that were not voided. */
int64_t draft_followups(const struct records *file);
/* The last signed report that was not voided, NULL without one. type: REPORT_NONE for any. */
const struct record *draft_previous(const struct records *file, int type);
/* The oldest query that no signed 核报 has answered, or NULL. */
const struct record *draft_open_query(const struct records *file);
/* A signed follow-up's number may differ from its draft's: puts the right one into the title. */
char *draft_renumber(struct arena *a, const char *title, int64_t was, int64_t is);

/*
 * The whole sheet: data for templates/reports/sheet.*.mustache, and the plain text of it.
 * names: of the station.
 */
json_t *draft_sheet(const struct report *r, const struct station_names *names, bool practice,
		    bool countersigned);
/* template: reports/sheet.text.mustache or sheet.html.mustache. */
enum rc draft_print(const char *template, const char *file, json_t *sheet, bool html,
		    struct str *out, struct err *e) MUST_CHECK;

#endif
