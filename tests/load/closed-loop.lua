-- wrk asks as fast as it is answered: each request from the next client, for another path, so that no client asks for
-- the same file twice. Arguments: the folder with clients.txt and paths.txt, and where in the sequence to begin.
local clients, paths, next = {}, {}, 0
local head = " HTTP/1.1\r\nHost: packages.example\r\nUser-Agent: Debian APT-HTTP/1.3 (2.6.1)\r\nX-Forwarded-For: "

function init(args)
  for line in io.lines(args[1] .. "/clients.txt") do clients[#clients + 1] = line .. "\r\n\r\n" end
  for line in io.lines(args[1] .. "/paths.txt") do paths[#paths + 1] = "GET " .. line .. head end
  next = tonumber(args[2])
end

function request()
  local n = next
  next = n + 1
  local round = (n - n % #clients) / #clients
  return paths[(n + round) % #paths + 1] .. clients[n % #clients + 1]
end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.errors.status))
end
