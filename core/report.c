/* Information reports (信息报告): the signed text, and what happens to it afterwards. */
#include "core/report.h"

/* clang-format off */
const struct choice report_types[] = {
	{"first", N_("First report")}, {"followup", N_("Follow-up report")}, {"final", N_("Final report")},
	{"verify", N_("Verification report")}, {"supplement", N_("Supplement")}, {"correction", N_("Correction report")},
	{"zero", N_("Zero report")}, {"daily", N_("Daily report")}, {0},
};

const struct choice phone_steps[] = {
	{"first", N_("First report")}, {"upgrade", N_("Upgrade")}, {"verify", N_("Verification")}, {"followup", N_("Follow-up")}, {0},
};

const struct choice urgencies[] = { {"urgent", N_("Urgent")}, {"express", N_("Express")}, {0} };

const struct choice vias[] = {
	{"system", N_("Duty system")}, {"fax", N_("Fax")}, {"paper", N_("By hand")}, {"sync", N_("Sync")}, {0},
};

static const struct field report_fields[] = {
	FIELD(struct report, type,      choice, .label = N_("Report kind"),  .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_FIXED | FIELD_DERIVED, .choices = report_types),
	FIELD(struct report, seq,       count,  .label = N_("Sequence"),     .flags = FIELD_DERIVED),
	FIELD(struct report, number,    text,   .label = N_("Number"),       .flags = FIELD_DERIVED | FIELD_LIST, .max = 40),
	FIELD(struct report, year,      count,  .label = N_("Year"),         .flags = FIELD_DERIVED),
	FIELD(struct report, serial,    count,  .label = N_("Serial"),       .flags = FIELD_DERIVED),
	FIELD(struct report, urgency,   choice, .label = N_("Urgency"),      .choices = urgencies),
	FIELD(struct report, title,     text,   .label = N_("Title"),        .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 200),
	FIELD(struct report, main,      text,   .label = N_("Main addressee")),
	FIELD(struct report, copy,      text,   .label = N_("Copy to")),
	FIELD(struct report, body,      note,   .label = N_("Body"),         .max = 8000),
	FIELD(struct report, contact,   text,   .label = N_("Contact person"), .max = 40),
	FIELD(struct report, contact_phone, text, .label = N_("Contact's phone"), .max = 40),
	FIELD(struct report, drafter,   text,   .label = N_("Drafted by"),   .max = 40),
	FIELD(struct report, checker,   text,   .label = N_("Checker"),   .max = 40),
	FIELD(struct report, asof,      time,   .label = N_("As of")),
	FIELD(struct report, signer,    person, .label = N_("Signer"),       .flags = FIELD_DERIVED, .target = "person"),
	FIELD(struct report, signer_name, text, .label = N_("Signer's name"), .flags = FIELD_DERIVED | FIELD_LIST, .max = 40),
	FIELD(struct report, by_phone,  yes,    .label = N_("Authorised by phone"), .flags = FIELD_DERIVED),
	FIELD(struct report, witness,   person, .label = N_("Witness"),      .flags = FIELD_DERIVED, .target = "person"),
	FIELD(struct report, signed_at, time,   .label = N_("Signed at"),    .flags = FIELD_DERIVED | FIELD_LIST),
	FIELD(struct report, routine,   text,   .label = N_("Routine report"), .flags = FIELD_DERIVED, .max = 40),
	FIELD(struct report, official_no, text, .label = N_("Document number"), .max = 40),
	FIELD(struct report, attachments, text, .label = N_("Attachments")),
	FIELD(struct report, text,      note,   .label = N_("Whole text"),   .flags = FIELD_DERIVED, .max = 12000),
};

static const struct field phone_fields[] = {
	FIELD(struct phone_report, to,        words,  .label = N_("To"),        .flags = FIELD_REQUIRED | FIELD_LIST),
	FIELD(struct phone_report, answered,  text,   .label = N_("Answered by"), .flags = FIELD_REQUIRED | FIELD_LIST, .max = 60),
	FIELD(struct phone_report, step,      choice, .label = N_("Step"),      .flags = FIELD_REQUIRED | FIELD_LIST, .choices = phone_steps),
	FIELD(struct phone_report, read_back, yes,    .label = N_("Read back")),
	FIELD(struct phone_report, text,      note,   .label = N_("Text")),
};

static const struct field send_fields[] = {
	FIELD(struct report_send, to,          text,   .label = N_("To"),          .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct report_send, via,         choice, .label = N_("Via"),         .flags = FIELD_REQUIRED | FIELD_LIST, .choices = vias),
	FIELD(struct report_send, received_by, text,   .label = N_("Received by"), .max = 40),
};

static const struct field receipt_fields[] = {
	FIELD(struct report_receipt, by, text, .label = N_("By"), .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH, .max = 60),
};

static const struct field return_fields[] = {
	FIELD(struct report_return, reason, text, .label = N_("Reason"), .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
	FIELD(struct report_return, due,    time, .label = N_("Due"),    .flags = FIELD_FUTURE),
};

static const struct field void_fields[] = {
	FIELD(struct report_void, reason, text, .label = N_("Reason"), .flags = FIELD_REQUIRED | FIELD_LIST | FIELD_SEARCH),
};

static const struct field countersign_fields[] = {
	FIELD(struct report_countersign, signer, person, .label = N_("Signer"), .flags = FIELD_REQUIRED | FIELD_LIST, .target = "person"),
};
/* clang-format on */

static void
phone_line(const void *body, struct str *out)
{
	const struct phone_report *p = body;

	str_add_f(out, "%s → ", _(choice_label(phone_steps, p->step)));
	for (char **to = p->to; to && *to; to++)
		str_add_f(out, "%s%s", to == p->to ? "" : "、", *to);
	if (p->answered)
		str_add_f(out, " (%s)", p->answered);
}

static void
report_line(const void *body, struct str *out)
{
	const struct report *r = body;

	str_add_f(out, "%s %s", r->number ? r->number : "", r->title ? r->title : "");
}

/* clang-format off */
const struct kind kind_report = {
	.name = "report", .label = N_("Report"), .size = sizeof(struct report),
	.fields = report_fields, .nfields = ARRAY_LEN(report_fields),
	.flags = KIND_ENTRY | KIND_CORE, .writers = WRITER_HOME, .line = report_line,
};

const struct kind kind_phone = {
	.name = "phone", .label = N_("Phone report"), .size = sizeof(struct phone_report),
	.fields = phone_fields, .nfields = ARRAY_LEN(phone_fields),
	.flags = KIND_ENTRY | KIND_CORE, .writers = WRITER_HOME | WRITER_SUPERIOR, .line = phone_line,
};

#define AFTERWARDS(kind_word, words, type, who)                                                    \
	const struct kind kind_##kind_word = {                                                     \
	    .name = #kind_word, .label = words, .size = sizeof(struct type),                       \
	    .fields = kind_word##_fields, .nfields = ARRAY_LEN(kind_word##_fields),                \
	    .flags = KIND_ENTRY | KIND_CORE, .writers = who,                                       \
	}
AFTERWARDS(send,        N_("Sending"),     report_send,        WRITER_HOME);
AFTERWARDS(receipt,     N_("Receipt"),     report_receipt,     WRITER_HOME | WRITER_SUPERIOR);
AFTERWARDS(return,      N_("Sent back"),   report_return,      WRITER_HOME | WRITER_SUPERIOR);
AFTERWARDS(void,        N_("Voided"),      report_void,        WRITER_HOME);
AFTERWARDS(countersign, N_("Countersignature"), report_countersign, WRITER_HOME);
/* clang-format on */
