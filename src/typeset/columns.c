/* columns.c - where a piece changes to columns, and back for what spans them (CSS Multi-column Layout 1). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "typeset/flow.h"

#include <string.h>

enum { COLUMNS_MAX = 12 };

/* From the next strip on there are so many columns. */
static void add_band(struct flow *flow, uint32_t columns)
{
	struct piece_layout *piece = flow->piece;
	struct band band = { flow->galley->count, columns, flow->width, flow->column_gap, flow->column_rule };
	if (piece->band_count > 0 && piece->bands[piece->band_count - 1].first == band.first) {
		piece->band_count--; /* nothing stands in it */
	}
	if (piece->band_count == piece->band_capacity) {
		uint32_t capacity = piece->band_capacity == 0 ? 4 : piece->band_capacity * 2;
		struct band *bands = ARENA_ARRAY(piece->arena, capacity, struct band);
		if (piece->band_count > 0) {
			memcpy(bands, piece->bands, piece->band_count * sizeof(*bands));
		}
		piece->bands = bands;
		piece->band_capacity = capacity;
	}
	piece->bands[piece->band_count++] = band;
	flow->columns = columns;
	flow->off = 0; /* columns begin on a step of the grid */
}

/* Space before the border of two bands belongs to the one that ends; nothing floats across. */
static struct columns_state leave_band(struct flow *flow)
{
	struct columns_state state = { flow->columns, flow->x, flow->width };
	figure_clear(flow);
	flow_settle(flow);
	return state;
}

struct columns_state columns_open(struct flow *flow, const struct computed *style)
{
	struct columns_state state = { flow->columns, flow->x, flow->width };
	int64_t wanted = style->column_count < COLUMNS_MAX ? style->column_count : COLUMNS_MAX;
	osp_len gap = style->column_gap < flow->width / 4 ? style->column_gap : flow->width / 4;
	bool fits = wanted > 1 && (flow->width - gap * (wanted - 1)) / wanted >= style->font_size * 4;
	if (!fits || flow->columns > 1 || flow->galley != &flow->piece->body || flow->figure != 0) {
		state.columns = UINT32_MAX; /* nothing to go back from */
		return state;
	}
	state = leave_band(flow);
	flow->span_x = flow->x;
	flow->span_width = flow->width;
	flow->column_gap = gap;
	flow->column_rule = &style->column_rule;
	flow->width = flow->column_width = (osp_len)((flow->width - gap * (wanted - 1)) / wanted);
	add_band(flow, (uint32_t)wanted);
	return state;
}

struct columns_state columns_span(struct flow *flow)
{
	struct columns_state state = leave_band(flow);
	flow->x = flow->span_x;
	flow->width = flow->span_width;
	add_band(flow, 1);
	return state;
}

void columns_close(struct flow *flow, const struct columns_state *state)
{
	if (state->columns == UINT32_MAX) {
		return;
	}
	leave_band(flow);
	flow->x = state->x;
	flow->width = state->width;
	osp_len width = flow->width;
	flow->width = state->columns > 1 ? flow->column_width : width;
	add_band(flow, state->columns > 1 ? state->columns : 1);
	flow->width = width;
}
