-- Asks for pages of customers at random: `wrk -s pages.lua ADDRESS`.
-- The environment says how many pages there are (PAGES) and which key opens them (AUTHORIZATION).
local pages = tonumber(os.getenv("PAGES")) or 40000
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("seed", threads)
end

function init()
  math.randomseed(seed)
  wrk.headers["Authorization"] = os.getenv("AUTHORIZATION")
end

function request()
  return wrk.format("GET", "/1/customers?page=" .. math.random(pages))
end
