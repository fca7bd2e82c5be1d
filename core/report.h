/* Information reports (信息报告): the signed text, and what happens to it afterwards. */
#ifndef CORE_REPORT_H
#define CORE_REPORT_H

#include "core/kind.h"

enum report_type {
	REPORT_NONE,
	REPORT_FIRST,
	REPORT_FOLLOWUP,
	REPORT_FINAL,
	REPORT_VERIFY,
	REPORT_SUPPLEMENT,
	REPORT_CORRECTION,
	REPORT_ZERO,
	REPORT_DAILY,
};
enum phone_step { PHONE_NONE, PHONE_FIRST, PHONE_UPGRADE, PHONE_VERIFY, PHONE_FOLLOWUP };
enum urgency { URGENCY_NONE, URGENCY_URGENT, URGENCY_EXPRESS };
enum via { VIA_NONE, VIA_SYSTEM, VIA_FAX, VIA_PAPER, VIA_SYNC };

extern const struct choice report_types[], phone_steps[], urgencies[], vias[];

/*
 * The sign record: final text, number and signer; what is printed ever after. `of` is the incident
 * (none for a routine report). Drafts are the same struct, kept locally as one JSON body until
 * signed.
 */
struct report {
	int type;                  /* enum report_type */
	struct count seq;          /* 续报二: 2; set at signing */
	char *number;              /* 石镇信〔2026〕1号; set at signing */
	struct count year, serial; /* the number's parts */
	int urgency;
	char *title;
	char *main, *copy; /* 主送, 抄送 */
	char *body;        /* paragraphs, one a line */
	char *contact, *contact_phone;
	char *drafter, *checker; /* names as text */
	struct moment asof;      /* of the figures in it */
	char *signer;            /* a person's id */
	char *signer_name;
	bool by_phone; /* 电话授权 */
	char *witness; /* a person's id */
	struct moment signed_at;
	char *routine;     /* name of the routine row */
	char *official_no; /* 发文字号 given by 党政办 */
	char *attachments;
	char *text; /* the whole, for pasting: a paragraph a line */
};

/* A report by telephone (口报); it meets deadlines as a line, never edited. */
struct phone_report {
	char **to;
	char *answered;
	int step; /* enum phone_step */
	bool read_back;
	char *text;
};

/* `of` of these is the report's id. */
struct report_send {
	char *to;
	int via; /* enum via */
	char *received_by;
};

struct report_receipt {
	char *by;
};

struct report_return {
	char *reason;
	struct moment due;
};

struct report_void {
	char *reason;
};

struct report_countersign {
	char *signer; /* a person's id */
};

extern const struct kind kind_report, kind_phone, kind_send, kind_receipt, kind_return, kind_void,
    kind_countersign;

#endif
