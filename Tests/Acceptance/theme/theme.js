"use strict";
document.documentElement.dataset.theme = "ours";
