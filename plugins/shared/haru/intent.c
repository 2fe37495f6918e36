/* intent.c - the output intents: what the device's colours of a file mean. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "haru/document.h"
#include "haru/profile.h"

enum { LEVEL = 9 };

/* PDF/A: for the screen, whose colours are sRGB (ISO 19005-2, 6.2.3). */
static void put_screen(osp_buf *out, struct haru *haru) {
	osp_buf profile = OSP_BUF_INIT;
	haru_srgb_make(&profile);
	haru_id stream = haru_reserve(haru);
	haru_put_deflated(haru, stream, "/N 3", profile.data, profile.len, LEVEL);
	osp_buf_printf(out, "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
	                    "/RegistryName(http://www.color.org)/DestOutputProfile %u 0 R>>", stream);
	osp_buf_done(&profile);
}

/* PDF/X-4: the press. Its condition stands in no registry, so Info says it, and the profile is within the file (ISO 15930-7, 6.2.3). */
static void put_press(osp_buf *out, const struct haru_ink *ink, struct haru *haru) {
	haru_id stream = haru_ink_put_profile(ink, haru);
	osp_buf_puts(out, "<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier(Custom)/OutputCondition");
	haru_ink_put_condition(ink, out);
	osp_buf_puts(out, "/Info");
	haru_ink_put_condition(ink, out);
	osp_buf_printf(out, "/DestOutputProfile %u 0 R>>", stream);
}

void haru_intents_put(struct haru_document *document, const struct haru_claims *claims) {
	if (!claims->is_a && !claims->is_x) {
		return;
	}
	osp_buf out = OSP_BUF_INIT;
	osp_buf_putc(&out, '[');
	if (claims->is_x) {
		put_press(&out, document->ink, document->haru);
	} else {
		put_screen(&out, document->haru);
	}
	osp_buf_putc(&out, ']');
	haru_id id = haru_reserve(document->haru);
	haru_put(document->haru, id, out.data, out.len);
	haru_catalog_ref(document->haru, "OutputIntents", id);
	osp_buf_done(&out);
}
