# The writers/wechat plugin. SPDX-License-Identifier: Apache-2.0
