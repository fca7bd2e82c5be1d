/* What can be done about devices from the screens; each act takes a leader once anybody has a PIN.
 */
#ifndef TUI_DEVICE_ACT_H
#define TUI_DEVICE_ACT_H

#include "core/writer.h"
#include "tui/leader_word.h"

enum { DEVICE_PATH = 1000 };

/* What is asked about, step by step; kept by the screen. */
struct device_asked {
	char writer[WRITER_TEXT];
	int op; /* enum writer_op: retire or revoke */
	int64_t from;
	char reason[241], file[DEVICE_PATH], remote[DEVICE_PATH];
	enum rc (*act)(struct view *below, struct device_asked *asked, struct err *e);
	struct leader_word word;
};

/* A device of a subordinate is lost, or out of use. */
enum rc device_act_revoke(struct view *v, struct device_asked *asked, struct err *e) MUST_CHECK;
enum rc device_act_retire(struct view *v, struct device_asked *asked, struct err *e) MUST_CHECK;
/* Another key: of our hand at once, of this device by a request in a file. */
enum rc device_act_rotate(struct view *v, struct device_asked *asked, struct err *e) MUST_CHECK;
/* The files of an enrolment. */
enum rc device_act_request(struct view *v, struct device_asked *asked, struct err *e) MUST_CHECK;
enum rc device_act_accept(struct view *v, struct device_asked *asked, struct err *e) MUST_CHECK;
enum rc device_act_enrol(struct view *v, struct device_asked *asked, struct err *e) MUST_CHECK;

#endif
